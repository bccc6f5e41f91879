//! When, how often and how long, in English.

use crate::lexicon::Time::{self, *};

const MORNING: u8 = 1;
const NOON: u8 = 2;
const AFTERNOON: u8 = 4;
const EVENING: u8 = 8;
const BEDTIME: u8 = 16;

const WORKING: u8 = 0b001_1111;
const WEEKEND: u8 = 0b110_0000;
const MON_WED_FRI: u8 = 0b001_0101;
const TUE_THU_SAT: u8 = 0b010_1010;
const TUE_THU: u8 = 0b000_1010;

/// The rows.
pub const TIMING: &[(Time, &str)] = &[
    (Num(0.5), "half|half a|half an|a half|one half|half of a|half of one"),
    (Num(0.25), "quarter|a quarter|quarter of a|quarter of an|a quarter of an|a quarter of a"),
    (Num(1.0), "one|single"),
    (Num(1.5), "one and a half|one-and-a-half"),
    (Num(2.0), "two|couple|a couple of|couple of|a pair of|too"),
    (Num(3.0), "three|few|a few"),
    (Num(4.0), "four"),
    (Num(5.0), "five"),
    (Num(6.0), "six|half a dozen"),
    (Num(7.0), "seven"),
    (Num(8.0), "eight"),
    (Num(9.0), "nine"),
    (Num(10.0), "ten"),
    (Num(11.0), "eleven"),
    (Num(12.0), "twelve|dozen|a dozen"),
    (Num(13.0), "thirteen"),
    (Num(14.0), "fourteen"),
    (Num(15.0), "fifteen"),
    (Num(16.0), "sixteen"),
    (Num(17.0), "seventeen"),
    (Num(18.0), "eighteen"),
    (Num(19.0), "nineteen"),
    (Num(20.0), "twenty"),
    (Num(30.0), "thirty"),
    (Num(40.0), "forty|fourty"),
    (Num(50.0), "fifty"),
    (Num(60.0), "sixty"),
    (Num(70.0), "seventy"),
    (Num(80.0), "eighty"),
    (Num(90.0), "ninety"),
    (Num(100.0), "hundred"),
    (Num(1000.0), "thousand"),
    (Article, "a|an"),
    (Nth(2.0), "other|second|2nd|alternate|alternating"),
    (Nth(5.0), "fifth|5th"),
    (Nth(3.0), "third|3rd"),
    (Nth(4.0), "fourth|4th"),
    (Unit(crate::lexicon::Unit::Minute), "minute|minutes|second's|seconds|sec|secs"),
    (Unit(crate::lexicon::Unit::Hour), "hour|hours"),
    (
        Unit(crate::lexicon::Unit::Day),
        "day|days|night|nights|dy|dys|dya|dyas|dasy|consecutive days|days' time|dayz|daz|nite|nites|nits",
    ),
    (Unit(crate::lexicon::Unit::Week), "week|weeks|wk|wks|w|weeks' time|wek|weke|weks|weekz|weaks"),
    (Unit(crate::lexicon::Unit::Fortnight), "fortnight|fortnights"),
    (
        Unit(crate::lexicon::Unit::Month),
        "month|months|mo|mos|mth|mths|mnth|mnths|calendar month|calendar months",
    ),
    (Unit(crate::lexicon::Unit::Year), "year|years|yr|yrs"),
    (Times, "applications|application|times|time|x's|doses|dose|sessions|session|sets|rounds|bouts"),
    (TimesN(1.0), "once|one time"),
    (TimesN(2.0), "twice|two times|twise|twic|twce"),
    (TimesN(3.0), "thrice|three times|3 times"),
    (Per, "per"),
    (Every, "every|each|ev|all"),
    (Hourly, "hourly|hrly"),
    (
        Daily(2.0),
        "morning and night|night and morning|mornings and evenings|am and pm|am & pm|mornings and nights|am/pm|breakfast and dinner|in the morning and at night|in the morning and in the evening|morning and bedtime|morning and evening",
    ),
    (
        Daily(1.0),
        "daily|nightly|every 24 hours|per day|on a daily basis|at the same time each day|one time daily|each and every day|around the same time every day|dly|dialy|daliy|dail y|dayly",
    ),
    (Daily(1.0), "od|o.d.|o d|sid|o/d"),
    (Daily(2.0), "bd|b.d.|bds|b.d.s.|b/d|b.i.d|bis die"),
    (Daily(3.0), "tds|t.d.s.|td|t/d/s|t/d"),
    (Daily(4.0), "qds|q.d.s.|q/d/s"),
    (
        EveryDays(2.0),
        "every other day|every second day|alternate days|on alternate days|alternate nights|every other night|every second night|every 2nd day|each alternate day|alternate mornings|every other morning|alternate daily|odd days only|alternate day|alternate-day|alternating days|on alternating days|every alternate day|every other day.|every other evening",
    ),
    (
        EveryDays(3.5),
        "twice weekly|2x weekly|twice wkly|biweekly twice|two mornings a week|two evenings a week|two nights a week|on two mornings a week|on two evenings a week|two days a week",
    ),
    (
        EveryDays(7.0 / 3.0),
        "three days a week|three mornings a week|three evenings a week|three nights a week|on three mornings a week|on three evenings a week|three times weekly",
    ),
    (
        EveryDays(7.0),
        "weekly|once weekly|once-weekly|per week|each week|wkly|wekly|weely|one a week|once wkly|every seven days|out of seven|out of 7",
    ),
    (
        EveryDays(14.0),
        "fortnightly|biweekly|bi-weekly|every other week|every second week|alternate weeks|on alternate weeks",
    ),
    (EveryDays(30.0), "monthly|once monthly|every month|each month|mthly|once every month"),
    (EveryDays(60.0), "every other month|alternate months"),
    (
        EveryDays(90.0),
        "quarterly|every quarter|three monthly|3 monthly|three-monthly|every three months|3-monthly",
    ),
    (
        EveryDays(180.0),
        "six monthly|6 monthly|half yearly|half-yearly|twice yearly|twice a year|biannually|every half year|every six months|six-monthly|6-monthly|every half-year",
    ),
    (EveryDays(365.0), "yearly|annually|once a year|every year|each year|once yearly|12 monthly|12-monthly"),
    (
        Slot(MORNING),
        "morning|mornings|in the morning|in the mornings|qam|in the am|before breakfast|with breakfast|after breakfast|at breakfast|on waking|on rising|first thing|at breakfast time|breakfast|on wakening|when you wake|when you get up|when waking|upon waking|after waking|on getting up|each morning on waking|with your breakfast|after your breakfast|in the mornng|mornig|mornng",
    ),
    (
        Slot(NOON),
        "noon|midday|at noon|at midday|lunchtime|lunch|at lunch|with lunch|at lunchtime|lunch time|2pm",
    ),
    (
        Slot(AFTERNOON),
        "afternoon|in the afternoon|mid afternoon|with snacks|with snack|with a snack|with each snack",
    ),
    (
        Slot(EVENING),
        "evening|evenings|in the evening|in the evenings|with dinner|at dinner|with supper|dinner|supper|with the evening meal|with evening meal|teatime|tea time|with tea|evening meal|dinnertime|before dinner|after dinner|with evening food|with your evening meal|with the evening food|after tea|after the evening meal|before the evening meal|before your evening meal",
    ),
    (
        Slot(BEDTIME),
        "at night|at nights|bedtime|at bedtime|before bed|before bedtime|on going to bed|in bed|last thing at night|last thing|night time|nighttime|at night time|at nighttime|before sleep|night-time|going to bed|every night at bedtime|each night at bedtime|nightly at bedtime|before going to bed|at lights out|before lights out|at bed time|bed time|overnight only|before going to sleep|when going to bed|before retiring|on retiring|qpm|at turning in|night:|nights:",
    ),
    (
        Meals,
        "with meals|with each meal|with every meal|with all meals|after meals|after each meal|after every meal|before meals|before each meal|before every meal|at mealtimes|with main meals|after each main meal|with each main meal|before each main meal|mealtimes|at meals|three meals|after main meals|after meals and|three times with food|ac meals|with your meals|before your meals|after your meals|at each meal|with the three main meals|at main meals",
    ),
    (
        Prn,
        "if you fancy it|as needed|as neded|when neded|wen neded|wen needed|if neded|if nedded|if still sick|if still sore|if still in pain|if still needed|if still required|if that isn't enough|if that is not enough|if not enough|if this isn't enough|if that doesn't hold it|if that does not hold it|if that does not help|if that doesn't help|if this doesn't help|if it doesn't help|if this does not help|if that is not working|if that isn't working|if she needs it|if he needs it|only if that doesn't hold it|only if that isn't enough|only if that is not enough|only if this isn't enough|only if that doesn't help|only if that does not help|only if not enough|only if it hurts|only if the pain is bad|if needed|while febrile|while feverish|when needed|if required|as required|when required|as necessary|if necessary|when necessary|only if needed|only as needed|only when needed|only when required|only if required|where needed|where necessary|if need be|as needed basis|on an as needed basis|as and when|as and when needed|as and when required|when he needs it|when she needs it|when they need it|if he needs it|if she needs it|if you need it|when you need it|only when she needs it|if wanted|at need|on demand|as reqd|if reqd|when reqd|when wheezy|when sore|when craving|when in pain|when attack|when an attack comes|for attacks|for breakthrough|for breakthrough pain|for acute attacks|at onset|at onset of|at the onset of|at first sign of|at the first sign of|for relief|with attacks|during attacks|with onset of|when itchy|when symptoms|when symptomatic|as needs|as nec|for flare ups|for flare-ups|when breathless|for cravings|when pain is|whenever needed|whenever necessary|as desired for pain|to be used if|for emergencies|for emergency use|for rescue|as rescue|as reliever|as a reliever|when it's sore|when it is sore|only when sore|when it hurts|when painful|when tight|when short of breath|when it itches|when hot|if hot|if sore|only when it's sore|when it's bad|when bad|only when breathless|when crampy|if crampy|only when bad|only if bad|only if the pain is bad|if the pain is bad|when swollen|if itching|if breathless|if wheezy|if short of breath|if headache|if he's wired|if she's wired|when cramps|for breakthrough symptoms|for flares|for bad days|on bad days|as neccessary|if neccessary|as required only|prn only|at her discretion|at his discretion|as often as she likes|as often as he likes|as often as you like|as often as needed|as often as necessary|on an as-required basis|when the tremor bothers her|when it bothers her|when it bothers him|when troublesome|if troublesome|when agitated|if agitated|when anxious|if anxious|if nauseous|if nauseated|when nauseous|when you have pain|when you have a headache|if you have pain|if he has pain|if she has pain|if in pain|for a seizure|for any seizure|for prolonged seizures|for prolonged seizure|for any fit|for sleep if|if cannot sleep|if can't sleep|if unable to sleep|if constipated|when constipated|if diarrhoea|if migraine|at the onset of an attack|at the start of an attack|as pain requires|if febrile|when febrile|if spasms|when it cramps|when it aches|when it flares|if it flares|when it burns|when it throbs|when cramping|if cramping|if he is miserable|if she is miserable|when having a cluster|if she scratches|if he scratches|while it hurts|when it is really bad|if sore or feverish|for pain or fever|if in discomfort",
    ),
    (
        If,
        "should it|should they|should the pain|should pain|if|in case of|in the event of|should there be|only if|whenever",
    ),
    (
        For,
        "for|over|lasting|during|throughout|course of|a course of|for a course of|supply|supply for|for a period of|for a total of|for up to|for at least|for a further|for another|for the next|for the first|for only|for just|for approximately|for about|for around|for a|total of|for an additional|for additional|the next|next|another|a further|further|for one more|for the coming|for a minimum of|for a maximum of|maximum of|over the next|during the next|for the following|the following|for the last|for these|for those|at least|minimum|min of|not for longer than|not for more than|not beyond|no longer than|not longer than|no longer than|and for|the coming|for an extra|for the remaining|for the full|run for|lasts|that lasts|to last|to run for|in all for|taken for|used for|worn for|given for|for at most|at most for|for one further|for approx|for not more than|for no more than|for no longer than|continue for|continued for|for 1st|for the 1st|for first|in the first",
    ),
    (
        Until,
        "last dose on|final dose on|finishing on|to finish on|until|till|til|through|up until|thru|to the end of|until the end of|up to and including|to end|up till|untill|unti|for as long as",
    ),
    (
        End,
        "last one|last one on|last dose|final dose|last dose is|last dose will be|last dose due|last tablet|last day|final day|last day is|last day of treatment|end date|stop date|finish date|completion date|course ends|course ends on|course finishes|course to end|course completes|ends on|finishes on|completes on|ending on|finishing|ending|to end on|to finish|to end|to stop on|last dose on|to complete on|completing on|ends|finishes|end of course|end of treatment|eot",
    ),
    (
        In,
        "in|within|at|by|on|on the|this coming|this|due in|due|for review in|in about|in around|in approximately|in roughly|in another|in the next|within the next|sometime in the next|starting|starts|starting on|beginning|from|around|about|before|no later than|not later than|not before|on or about|on or around|week of|week commencing|w/c|for review on|from now in|roughly",
    ),
    (
        After,
        "after|post|later than|following|after about|after the first|earlier than|sooner than|no sooner than|once|after at least",
    ),
    (
        UpTo,
        "up to|at most|maximum|not exceeding|not to exceed|no more than|not more than|never more than|limit of|to a maximum of|limit|maximal|max dose|max of|limited to|do not exceed|don't exceed|no more often than|not more often than|no more frequently than|not more frequently than|upto",
    ),
    (To, "to|through"),
    (And, "and|plus"),
    (Or, "or"),
    (
        Then,
        "finally|lastly|then drop to|drop down to|then|thereafter|and then|followed by|after that|afterwards|and after that|after which|subsequently|then reduce to|then reduce|then increase to|reducing to|increasing to|then decrease to|decreasing to|reduce to|increase to|decrease to|stepping down to|step down to|then down to|then up to|and reduce to|and increase to|thereafter reduce to|cut to|then cut to|then go to|then drop to|then taper to|then continue|then continue with|then continue at|then take|then give|then use|then stay on|then back to|and continue|then maintenance|maintenance|then half|and thereafter|from then on|and from then|then hold at|hold at|holding at|then stay at|then settle at|settle at|then settle on|then alternate with|and then reduce to|then go down to|dropping to|drop down to|then drop down to|coming down to|then tapering to|step up to|then step up to|stepping up to|afterwards reduce to|thence|post that|after which reduce to",
    ),
    (
        Filler,
        "more|additional|extra|full|whole|consecutive|straight|further|additionally|approximately|approx|about|around|roughly|nearly|only|just|least|in total|the|of|total|these|those|same|further|another|good|or so",
    ),
    (
        Once,
        "one time only|single dose|one dose|one single dose|as a single dose|once only|just once|one off|one-off|one time|a single dose|single-dose|one application|one dose now|immediately|right away|now|as a one-off|one time dose|once tonight|once today|one further dose|one more dose|as one dose|straight away|at once|before leaving|immediate dose",
    ),
    (
        Date(0),
        "today|tonight|this evening|this afternoon|this morning|for today|for tonight|rest of the day|for the rest of the day|the rest of today|rest of today|later today|tonite|for the rest of today|this pm|nightfall|this eve|this arvo|before bed tonight|when you get home|on the way home|before leaving today|this a.m.|todya|toady|by tonight|from midnight|after midnight|from midnight tonight",
    ),
    (
        Date(1),
        "asap|as soon as possible|at the earliest opportunity|tomorrow|tomorrow morning|tmrw|tmr|tomorow|tommorow|tommorrow|tomorrow evening|tomorrow afternoon|tomorrow night|the next day|next day|the following day|the day after|from tomorrow|tomorow morning|tomorrow am|tomorrow pm|tmw|tomo|tmrow|tomorrw|tomrrow|by tomorrow|the morning after",
    ),
    (
        Daily(3.0),
        "morning, noon and night|morning noon and night|morning, afternoon and evening|morning, midday and evening|morning, noon and evening",
    ),
    (
        Daily(2.0),
        "breakfast and tea|breakfast and supper|breakfast and dinner|breakfast and evening meal|with breakfast and tea|with breakfast and supper|with breakfast and dinner|with breakfast and evening meal",
    ),
    (EveryDays(90.0), "each quarter|every quarter|once a quarter|per quarter|a quarter"),
    (Date(2), "day after tomorrow|the day after tomorrow"),
    (
        Date(3),
        "this week|later this week|in a few days|sometime this week|by the end of the week|end of the week|before the weekend|this weekend|over the weekend|in the coming days|in the next few days|this wk|before the week is out|in a couple of days|over the next few days|within the week|this coming weekend|in a day or two|in the next day or two|by end of week",
    ),
    (
        Date(7),
        "soon|next week|sometime next week|early next week|in a week's time|coming week|the week after|a week later|a week from today|late next week|a week today|next wk|nxt week|nxt wk|in a weeks time|week after|in one weeks time|following week|the following week|next weeks|the monday after next|monday after next|tuesday after next|wednesday after next|thursday after next|friday after next|the friday after next|the tuesday after next|the thursday after next|the wednesday after next|next wek|nex week|nxt wek",
    ),
    (
        Date(14),
        "in the next couple of weeks|this month|in the coming weeks|in the next few weeks|later this month|before the end of the month|by the end of the month|this mo|in the next fortnight|the week after next|in a couple of weeks|a fortnight from now|in a fortnights time|two weeks from now|by month end",
    ),
    (
        Date(30),
        "next month|early next month|a month later|in a month's time|nxt month|nxt mo|next mo|a month from today|in a months time|in the coming month|a month after the last tablet|in the new month",
    ),
    (
        Date(60),
        "before next visit|before the next visit|prior to next visit|at next visit|at the next visit|next visit|before next appointment|before your next appointment|before the next appointment|before the appointment|before starting|before surgery|next appointment|before follow up|before follow-up|at follow-up|at follow up|this year|this summer|this spring|this autumn|this fall|in the spring|in the summer|in the autumn|in the fall|in spring|in summer|in autumn|before winter|at next review|before review|before clinic|when finished|when the course is finished|when due|next year|on completion|at completion of treatment|end of treatment|pre-op|before the operation|in the new year|before christmas|by christmas|after christmas|before easter|after easter|before summer|before the summer|next spring|next summer|next autumn|next winter|in the coming months|in the third trimester|before we next meet|before we meet|before the procedure|before the scan|before your operation|before the step up|when you are next in|at your next visit|next time|next time you come|at the next appointment|before the next clinic|before next clinic|prior to next appointment|prior to the next visit|with the next bloods|at next clinic|at the next clinic|before the injection|six months from now|two months from now|three months from now|at 6/12 review|at annual review|in due course|when the letter comes|within the month|within the year|later in the year|later this year|before school starts|before term|before travel|before travelling|overdue|this winter",
    ),
    (Weekday(0), "monday|mon"),
    (Weekday(1), "tuesday|tue|tues"),
    (Weekday(2), "wednesday|wed|weds"),
    (Weekday(3), "thursday|thu|thur|thurs"),
    (Weekday(4), "friday|fri"),
    (Weekday(5), "saturday|sat"),
    (Weekday(6), "sunday|sun day"),
    (Weekdays(0), "mondays|monday mornings|monday evenings|monday nights"),
    (Weekdays(1), "tuesdays|tuesday mornings|tuesday evenings|tuesday nights"),
    (Weekdays(2), "wednesdays|wednesday mornings|wednesday evenings|wednesday nights"),
    (Weekdays(3), "thursdays|thursday mornings|thursday evenings|thursday nights"),
    (Weekdays(4), "fridays|friday mornings|friday evenings|friday nights"),
    (Weekdays(5), "saturdays|saturday mornings|saturday evenings|saturday nights"),
    (Weekdays(6), "sundays|sunday mornings|sunday evenings|sunday nights"),
    (
        Days(WORKING),
        "weekdays|on weekdays|weekdays only|weekday|week days|on week days|working days|on working days|weekday mornings|weekday evenings|m-f",
    ),
    (
        Days(WEEKEND),
        "weekends|at weekends|on weekends|weekends only|weekend only|at the weekends|at the weekend|on the weekend|on the weekends|weekend days|on weekend days|each weekend|every weekend",
    ),
    (Days(MON_WED_FRI), "mwf|m/w/f|m-w-f|m,w,f|m.w.f|m w f|m + w + f|m & w & f|mowefr"),
    (
        Days(TUE_THU_SAT),
        "tths|tthsa|tthsat|t/th/s|t/th/sa|t/th/sat|tu/th/sa|tu/th/sat|t-th-s|t-th-sa|tu-th-sa|t,th,s|t,th,sa|tu,th,sa",
    ),
    (Days(TUE_THU), "tth|t/th|tu/th|t-th|tu-th|tuth"),
    (
        OtherDays,
        "all other days|other days|on all other days|on other days|the other days|on the other days|remaining days|on the remaining days|the remaining days|all remaining days|the rest of the week|rest of the week",
    ),
    (Except, "except|except on|except for|excepting|excluding|apart from|apart from on|every day but"),
    (
        Vague,
        "a while|a short while|a little while|some time|a time|a short time|a bit|a little bit|a period|a short period|some period|a spell|as long as you like",
    ),
    (Month(1), "january|jan"),
    (Month(2), "february|feb"),
    (Month(3), "march|mar"),
    (Month(4), "april|apr"),
    (Month(5), "may"),
    (Month(6), "june|jun"),
    (Month(7), "july|jul"),
    (Month(8), "august|aug"),
    (Month(9), "september|sept|sep"),
    (Month(10), "october|oct"),
    (Month(11), "november|nov"),
    (Month(12), "december|dec"),
    (
        Ago,
        "ago|history|earlier|previously|hx|old|of age|y/o|yo|years old|year old|months old|month old|days old|weeks old|week old|day old|post op|postop|postpartum|post partum|gestation|back|'s history|day history",
    ),
    (
        Awake,
        "while awake|when awake|whilst awake|during the day|while you're up|while up|while you are up|while you're awake|while you are awake|in waking hours|during waking hours|waking hours|in the daytime|only in the daytime|when up|w/a|wa",
    ),
    (
        Ongoing,
        "long term|long-term|lifelong|life-long|for life|indefinitely|ongoing|until finished|until gone|until all gone|until complete|until completed|until the course is finished|until further notice|until next visit|until review|until reviewed|until seen|until clear|until healed|until better|until settled|until the next visit|until done|permanently|onwards|onward|for good|until the birth|until delivery|until she delivers|until birth|throughout|throughout pregnancy|all along|until your appointment|until your next appointment|until the appointment|until clinic|until the clinic|till clinic|till seen|till review|until results|until it heals|until healed up|until the wound heals|until it settles|until pain free|until pain-free|until then|for the foreseeable|for the foreseeable future|from now onwards|for ever|forever|open-ended|open ended|no end date|without a break|until scabs dry|until the ulcer heals|until you deliver|until urine clear|until the bubble is gone|until advised|until told|until told otherwise|until i see you|until we meet|until we see you|until reassessed|while swollen|while the swelling lasts|while on steroids|while on the steroids|while on it|while you take it",
    ),
    (
        Measure,
        "million units|million iu|megaunits|mega units|microgram|micrograms|milligram|milligrams|milligrammes|gram|grams|gramme|millilitre|millilitres|milliliter|milliliters|litre|litres|liter|liters|unit|units|international units|mg/day|mcg/day|cups|cup|oz|ounces|pound|pounds|lb|lbs|kilo|kilos|mgs|grms|microgrammes|mgm|pint|pints|glasses|glass|mug|mugs|mcgs|iu/day",
    ),
    (
        Piece,
        "tablet|tablets|pill|pills|capsule|capsules|cap|puff|puffs|drop|drops|spray|sprays|squirt|squirts|sachet|sachets|spoon|spoons|spoonful|spoonfuls|teaspoon|teaspoons|teaspoonful|tsp|tbsp|tablespoon|tablespoons|patch|patches|suppository|suppositories|lozenge|lozenges|ampoule|ampoules|vial|vials|neb|nebs|inhalation|inhalations|injection|injections|pessary|pessaries|scoop|scoops|packet|packets|capful|capfuls|tblt|tablts|gummies|chew|chews|caplet|caplets|softgel|softgels|wafer|wafers|gtt|scoopful|scoopfuls|pump|pumps|actuation|actuations|troche|troches|globule|tabls|tabelts|tablest|capsuls|pufs|dropper|droppers|sprinkle|lozange|pastille|pastilles|syringe|syringes",
    ),
    (
        Date(42),
        "6-week check|six-week check|6 week check|six week check|6-week postnatal check|six-week postnatal check",
    ),
    (
        Nothing,
        "keep sat|keep sats|sat above|sat over|sat below|target sat|o2 sat|sat of|if no|if not|if tolerated|if you can|if she can|if he can|if they can|if she fancies|if he fancies|if you fancy|if you wish|if you like|if she likes|if he likes|as tolerated|if able|if possible|if well|if fine|if it's fine|if it is fine|if ok|if normal|if all well|if stable|8 week check|one at a time|one by one|one side|each side|each eye|each ear|each nostril|each day's|every nostril|one eye|in each eye|in each ear|in both eyes|in each nostril|up each nostril|into each nostril|to each nostril|both eyes|day case|night shift|night sweats|day unit|day hospital|day surgery|day centre|day ward|day patient|night nurse|daytime sleepiness|day to day|first aid|second opinion|second hand|at home|at work|at school|on top of|for example|all over|all day|all night|in full|at all|one another|in bed by|other than|the other|other meds|others|dry eye|may be|may have|may not|may take|may use|may start|may return|may go|may stop|may come|may repeat|may increase|may shower|may resume|may need|may also|may eat|may drink|may continue|you may|he may|she may|they may|school may|which may|march test|in place|at rest|on air|in light of|in general|in particular|in addition|in addition to|on examination|at present|at the moment|in view of|in keeping|by mouth|by herself|by himself|by phone|by telephone|by email|by post|by letter|on foot|on the phone|on it|in clinic|in hospital|on the ward|this is|in the same way|at birth|at baseline|over the counter|over the phone|of the month|day-case|one third|morning stiffness|in remission|sunday roast|in tolerance|per patient|24 hour pharmacy|24-hour pharmacy|c/d/i|post bd|post-bd|pre bd|pre-bd|daytime|day and night|night and day|through the spacer|through a spacer|through spacer|via spacer|24-hr|24 hr pharmacy|half an eye|one or other|one of the|each other|one of them|as one|no one|the one|this one|that one|last one|a second|one leg|one foot|one arm|in the first place|at first|for one thing|per day case|per se|as per|per rectum|per vagina|per vaginam|per os|per protocol|one hand|weather permitting|with a day between|a day between the|a day between them|a day between doses|a day between each|out of hours|hours of sleep|hour slot|five glucose tablets|school days|on school days|dialysis days|on dialysis days|lab days|on lab days|on and off|is now|it's now|are now|from now|now on|and now has|now has|now is|now at|now that|just now|up to now|by now|now stable|now settled|now well|now resolved|now better|now healed|now off",
    ),
];
