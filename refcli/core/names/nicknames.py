"""What people are called for short, and names in two spellings: enough to ask, not to act."""

# Given names with their usual short forms in the US; one short form may stand for several names.
SHORT_FORMS = """
abigail: abby gail
abraham: abe
albert: al bert
alexander: alex alec sandy
alexandra: alex sandra lexi
alexis: alex lexi
alfred: al fred
alfredo: fred al
allison: allie ally
amanda: mandy
andrew: andy drew
angela: angie
annette: ann annie nettie
anthony: tony
antonio: tony
arthur: art
barbara: barb babs
benjamin: ben benny
bennett: ben
bernard: bernie
beverly: bev
bradley: brad
calvin: cal
cameron: cam
carolyn: carol carrie lynn
catherine: cathy cat kate katie kathy kay
charles: charlie chuck chas
christian: chris
christina: chris chrissy tina
christine: chris chrissy tina
christopher: chris kit
clifford: cliff
clifton: cliff
cynthia: cindy
daniel: dan danny
daniela: dani
danielle: dani elle
david: dave davey
deborah: deb debbie
dennis: denny
donald: don donny
dorothy: dot dottie dolly
douglas: doug
edgar: ed eddie
edmund: ed eddie ned ted
edward: ed eddie ned ted
edwin: ed eddie ned
eleanor: ellie nora nell
elizabeth: liz lizzie beth betsy betty eliza ellie libby lisa
emily: em emmy
ernest: ernie
eugene: gene
evelyn: eve evie
florence: flo
frances: fran
francis: frank
franklin: frank
frederick: fred freddie rick
gabriel: gabe
gabriela: gabi gaby
geoffrey: geoff jeff
gerald: gerry jerry
gregory: greg
harold: hal harry
heather: heath
helen: nell nellie lena
henry: hank harry
herbert: herb
howard: howie
isabel: izzy bella
isabella: bella izzy
jacob: jake
jacqueline: jackie
james: jim jimmy jamie
janet: jan
jeffrey: jeff
jennifer: jen jenny
jeremy: jerry
jessica: jess jessie
joan: jo joanie
joanne: jo
john: jack johnny jon
jonathan: jon john
joseph: joe joey
josephine: jo josie
joshua: josh
judith: judy
julia: julie
katherine: kate kathy katie kat kay
kathleen: kathy kate katie
kathryn: kathy kate katie
kenneth: ken kenny
kimberly: kim
kristina: kris kristy tina
kristine: kris kristy
laura: laurie
lawrence: larry lars
leonard: len lenny leo
leroy: lee roy
leslie: les
louis: lou
louise: lou
lucille: lucy
madeline: maddie
manuel: manny
margaret: meg maggie peggy marge margie greta
maria: mary
martin: marty
marvin: marv
matthew: matt
maximilian: max
maxine: max
maxwell: max
melanie: mel
melissa: missy lissa
melvin: mel
michael: mike mick mickey
michelle: shelly
mildred: millie
miriam: mimi
mitchell: mitch
mohammed: mo
nancy: nan
natalie: nat
nathan: nate
nathaniel: nate nat
nicholas: nick nicky
nicole: nicky nikki
norman: norm
oliver: ollie
olivia: liv
pamela: pam
patricia: pat patty trish tricia
patrick: pat paddy
peter: pete
philip: phil
phillip: phil
rachel: rae
randall: randy
raymond: ray
rebecca: becky becca
reginald: reggie
richard: dick rick rich ricky richie
robert: bob bobby rob robbie bert
roberta: bobbie
rodney: rod
roger: rodge
ronald: ron ronnie
rosemary: rose rosie
roxanne: roxy
russell: russ
samantha: sam sammy
samuel: sam sammy
sandra: sandy
sarah: sally sadie
sebastian: seb
sharon: shari
sidney: sid
stanley: stan
stephanie: steph
stephen: steve stevie
steven: steve stevie
susan: sue susie suzy suzie
suzanne: sue suzie
sylvia: syl
teresa: terry tess
theodore: ted teddy theo
theresa: terry tess
thomas: tom tommy
timothy: tim timmy
valerie: val
vanessa: nessa
vernon: vern
veronica: ronnie vera
victor: vic
victoria: vicky tori
vincent: vince vinny
virginia: ginny ginger
walter: walt wally
wilfred: will fred
william: bill billy will willy liam
yolanda: yoli
zachary: zach zac zack
"""


# Names that sound alike, or are one name in two spellings; each may be written for each.
SPELLINGS = """
alan allan allen
alejandro alexandro
alison allison
ana ann anna anne annie
brandi brandy
brian bryan
candace candice
carl karl
carla karla
carol carole carroll
caroline carolyn
catherine katherine kathryn cathryn katharine
cathleen kathleen
cathy kathy
cheryl sheryl
chris kris
christina kristina christine kristine kristen kristin kristi kristy christy krista
corey cory
darryl daryl
deborah debra
delores dolores
diana diane dianne
eric erik
erica erika
frances francis
fredrick frederick
geoffrey jeffrey jeffery
glen glenn
jacqueline jacquelyn
jaime jamie
jean jeanne
jeanette jeannette
jesse jessie
jimmie jimmy
joan joann joanna joanne
john jon
johnathan jonathan
karen karin caren
kelli kellie kelly
lindsay lindsey
linda lynda
louis luis lewis
lyn lynn lynne
marc mark
marcia marsha
maria marie mary
marian marianne marion maryann
mathew matthew
megan meghan
micheal michael
michele michelle
nicholas nicolas
philip phillip
rebecca rebekah
rene renee
robin robyn
sara sarah
sean shaun shawn
sheila shelia
shelley shelly
sheri sherri sherry
sonia sonya
stacey stacy
stephan stephen steven
susan susanne suzanne
teresa theresa
terri terry
toni tony
tracey traci tracy
vicki vickie vicky
"""


def relate_names() -> dict[str, frozenset[str]]:
    """Each name with its short forms, the names that it is short for, and its other spellings."""
    related: dict[str, set[str]] = {}
    for line in SHORT_FORMS.strip().splitlines():
        name, short = line.split(": ")
        for one in (group := {name, *short.split()}):
            related.setdefault(one, set()).update(group if one == name else {name, one})
    for line in SPELLINGS.strip().splitlines():
        for one in line.split():
            related.setdefault(one, set()).update(line.split())
    return {one: frozenset(others - {one}) for one, others in related.items()}


RELATED = relate_names()
