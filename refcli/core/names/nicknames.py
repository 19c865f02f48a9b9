"""What people are called for short: enough to ask about, never enough to act on."""

# Given names with their usual short forms in the US; one short form may stand for several names.
SHORT_FORMS = """
abigail: abby gail
abraham: abe
albert: al bert
alexander: alex alec sandy
alexandra: alex sandra lexi
alfred: al fred
allison: allie ally
amanda: mandy
andrew: andy drew
angela: angie
anthony: tony
antonio: tony
arthur: art
barbara: barb babs
benjamin: ben benny
bernard: bernie
beverly: bev
bradley: brad
calvin: cal
cameron: cam
carolyn: carol carrie lynn
catherine: cathy cat kate katie kathy kay
charles: charlie chuck chas
christina: chris chrissy tina
christine: chris chrissy tina
christopher: chris kit
cynthia: cindy
daniel: dan danny
daniela: dani
david: dave davey
deborah: deb debbie
dennis: denny
donald: don donny
dorothy: dot dottie dolly
douglas: doug
edward: ed eddie ned ted
eleanor: ellie nora nell
elizabeth: liz lizzie beth betsy betty eliza libby lisa
emily: em emmy
eugene: gene
evelyn: eve evie
florence: flo
francis: frank
frances: fran
franklin: frank
frederick: fred freddie rick
gabriel: gabe
gabriela: gabi gaby
geoffrey: geoff jeff
gerald: gerry jerry
gregory: greg
harold: hal harry
heather: heath
henry: hank harry
herbert: herb
howard: howie
isabella: bella izzy
jacob: jake
jacqueline: jackie
james: jim jimmy jamie
janet: jan
jeffrey: jeff
jennifer: jen jenny
jeremy: jerry
jessica: jess jessie
john: jack johnny jon
jonathan: jon john
joseph: joe joey
joshua: josh
judith: judy
julia: julie
katherine: kate kathy katie kat kay
kathleen: kathy kate katie
kathryn: kathy kate katie
kenneth: ken kenny
kimberly: kim
laura: laurie
lawrence: larry lars
leonard: len lenny leo
leslie: les
louis: lou
louise: lou
lucille: lucy
madeline: maddie
manuel: manny
margaret: meg maggie peggy marge margie greta
maria: mary
martin: marty
matthew: matt
maximilian: max
melissa: missy lissa
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
sharon: shari
stanley: stan
stephanie: steph
stephen: steve stevie
steven: steve stevie
suzanne: sue suzie
susan: sue susie suzy suzie
sylvia: syl
teresa: terry tess
theodore: ted teddy theo
theresa: terry tess
thomas: tom tommy
timothy: tim timmy
valerie: val
vanessa: nessa
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


def names_of_short_forms() -> dict[str, frozenset[str]]:
    """Each name and short form with all that it may stand for, or be called for short."""
    related: dict[str, set[str]] = {}
    for line in SHORT_FORMS.strip().splitlines():
        name, short = line.split(": ")
        for one in (group := {name, *short.split()}):
            related.setdefault(one, set()).update(group if one == name else {name, one})
    return {one: frozenset(others - {one}) for one, others in related.items()}


RELATED = names_of_short_forms()
