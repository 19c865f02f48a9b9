"""What people tell of a source: offers of something of value for referrals, and what is none.

Those put aside were written before the rule and not looked at while it was written.
"""

OFFERS = """
asked for 200 per implant
asked for Seahawks tickets in exchange for referrals
asked for a finders fee
asked for a laptop as thanks for the referrals
asked for a loan, and said he would refer all his cases
asked for a thank you check after each referral
asked for compensation for referrals
asked for profit sharing on referred cases
asked how much we pay per head
expects wine at Christmas for all the patients she sends
gave our front desk $100 for the referral
he pays hygienists to refer to him
he said his old specialist gave him a percentage of each case
her husband asked for a bribe
hinted at quid pro quo
hinted that a gift basket would bring us more cases
his assistant asked when the gift cards for referrals come
is getting paid by a competitor for each crown case he sends
offered 20 dollars for every referral
offered our receptionist fifty dollars to send him extractions
offered to send patients if we give his wife a job
offered to trade patients for free dental work
offers to buy patients from us
offers to pay us for sending over root canals
office manager wanted cash for sending us her implant patients
office wants a discount on supplies for steering patients to us
promised ten patients a month for five hundred dollars
proposed a referral fee arrangement
requested a monthly payment for keeping the referrals coming
said he expects a hundred bucks every time he refers someone
said the other endodontist takes them to Vegas for their referrals
said we owe him for the patients he sent
suggested lunch money for the girls at the desk for each patient they send
wanted us to cover his marketing costs if he refers
wants 5% of whatever we bill on her patients
wants a Starbucks card for each patient
wants a free CT scanner if he keeps referring
wants a rebate on every case he sends
wants an incentive program for her front desk when they send patients
wants money for the three patients he sent last month
wants to be paid for the referral
wants us to give vouchers to his patients' referring hygienist
wants us to pay her a commission on implants
wants us to pick up the bar tab, then he will send cases
wants us to sponsor his golf trip because he sends us so many patients
was told to bring gifts if we want more referrals
would like a kick back on the sleep apnea cases
would send more if we bought lunch every week
wants a little extra for the implant referrals
asks what we can do for him if he sends more
keeps asking for wine when she refers somebody
said Tacoma Oral pays fifty a head
asked Pam to buy her coffee cards for referring
expects to be taken out to dinner for his referrals
we should pay his rent, then he refers
said she wants money under the table
asked for Venmo after sending the Lopez case
hygienist asked for $25 each time she sends somebody
wants us to buy his old chair and then he will refer
said no referrals without presents
asked for a monthly retainer for sending his surgeries
would like to get something for his referrals
offered to swap referrals for free whitening
asked for a holiday bonus because he referred 40 patients
demands 10% of the surgery fee
wants to be on our payroll as a consultant for his referrals
suggested a fee for each implant patient
wants free implants for his mother, reminding us who refers
patient told us Dr. Chen gives $50 for every referral
"""
HARMLESS = """
asked for a follow-up on two cases
asked for a payment plan for a patient he referred
asked for more referral cards
asked for the CE credit for the evening event
asked us not to bring gifts
asked us to return models
asked us to share the fee schedule
asked what a patient pays for a root canal
bonus room heater broke during the study club
dental commission complained
did not get our report for the last referral
gives patients wrong directions
insurance pays for referrals late
lab charges $80 per case
lost the referral card
lunch was cold and late
never sends anything back
our fee for the consult surprised the patient they sent
paid us with a check that bounced
patient could not afford the fee and left
patient had to pay cash because the card reader was down
patient lost her gift card from the raffle at our front desk
patient owes us $300 and does not pay
patient paid for referral visit twice
patient waited forty minutes
patient was told insurance would pay, and it did not
patient went elsewhere because of the cost
patients he refers cannot get an appointment for weeks
patients he sends are told we do not take cash
percent of no-shows among his patients is high
referral was sent to the wrong office
refund for the referred patient is late
refused our cookies
rewarded us with a bad review
said no more gifts please
says crown we returned did not fit
sent the patient without a referral slip
the copay for a referred patient was wrong
tickets for the CE evening never arrived
tip of the root was left in
wants a discount for his patient without insurance
wants a written treatment plan for every referral
wants an estimate for each patient
wants business cards and a map for patients
wants fewer visits and no lunches
wants his fee per case explained
wants report in return for x-ray
wants to know whether we take Delta Dental
was promised a call and never got it
we forgot the lunch for the office on Tuesday
we lost a patient they referred to a competitor
we started treatment without asking the referring doctor
report not received for two patients
we called the patient on a Sunday
would like to be called before extraction
complains that we extracted the wrong tooth
patient felt rushed
patient says the temporary fell out
hygienist says we never return her calls
asked for digital x-rays instead of prints
referral arrived without a phone number
we booked the patient with the wrong doctor
did not like how the front desk answered
wants the patient back after endo for the crown
says patient was upsold an implant
asked why we restored the tooth ourselves
two patients waited three weeks for an appointment
asked for a copy of the consent
patient was double charged for the CT
insurance claim for the referred patient was denied
wants us to stop sending flyers
complained that the bill of $900 for his patient had no codes
"""
OFFERS_PUT_ASIDE = """
asked for a speaker fee, says then more patients will come
asked for an envelope every month for his referrals
asked for consulting fees tied to the number of referrals
asked if there is any incentive for referring to us
asked whether we pay for new patients
demanded we split the surgical fee
demands rent below market for referrals
offers a bonus for each implant case
said a bigger bonus would mean more patients
said patients are worth $75 each to him
said sending us patients should be worth something
said they get a spa day for every ten referrals elsewhere
says Dr. Poe pays him and we should too for referrals
says competitor pays fifty dollars a referral
says he wants his cut
says we should compensate his staff for referring
suggested we pay his staff a little something per lead
their hygienist wants an Amazon card whenever she sends a patient
their manager asks for raffle prizes for the staff member who refers most
told Ann that competitors reward her with cash for each new patient
told us another practice gives iPads to doctors who refer
wants free cleanings for his family in return for sending patients
wants us to waive his own treatment cost since he refers so much
will only refer if we lease space from him
"""
HARMLESS_PUT_ASIDE = """
CE certificates were never sent
asked for a payment plan for a patient
asked for x-rays of the patient he referred
billing sent two statements for one visit
donuts came on the wrong day
expects a report within a week for every patient
front desk was rude to a patient they sent
gave our patient the wrong address
insurance did not pay for the patient he sent
no thank-you card for the last three referrals
offered an earlier appointment but the patient did not get the message
patient complained about the price of the implant
patient says the trip is too long
patient sent back without a crown
patient wanted a refund for the crown
patient was quoted $1,400 and billed $1,900
referral form was incomplete again
says our parking costs patients $12
says our prices are higher than others for each implant
says we keep their patients
two of his five referrals were never scheduled
wants a call for each case before surgery
wants a refund for his patient
wants the films back in exchange for new ones
wants us to call before we see referred patients
was charged for a missed appointment
"""
