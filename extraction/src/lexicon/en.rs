//! English, British and American.
//!
//! A data table, longer than a file of code should be: its rows are the language.

use super::Time::*;
use super::{Cue, Heading, Subject, Table, Time};

const MORNING: u8 = 1;
const NOON: u8 = 2;
const AFTERNOON: u8 = 4;
const EVENING: u8 = 8;
const BEDTIME: u8 = 16;

/// The rows.
pub const TABLE: Table = Table {
    timing: TIMING,
    subjects: SUBJECTS,
    cues: CUES,
    headings: HEADINGS,
    endings: &[],
    frequent: "the and of to is for with in on was at has no not be will she he his her from by or once day days every twice daily weeks week then \
               if please start take continue stop follow night morning needed months plan patient pt without",
    ordinary: "paint painting paints wound instead levels levelled clash clashes weaned bottle bottles frame rinse rinses sips pads pad sends spent stent stents station strap strapped straps reduce reduced induced exposed proposed disposed supposed weak wear were work dairy hours ours yours fever never nose does form from fur pour your mouth mouths moth right light sight might fight tight weight height \
               these there three throat throats line fine mine give live fire even severe fewer father mother other bother rather weather whether ounce tire tires tries tables stable stare stars smart \
               step steps shop tape cake lake make talk unit units alter before older bathe bath path foot good wood heeded apply apple watch catch match mouthful dry dried days' per \
               wound sound found round hand hands heel heal health healthy heart hearing head heads headed arms legs knees ankle wrist chest back lower upper left both side sides each eyes ears \
               tear tears wheat wheel sweet sweat sheet sheets clear clean close cover could would should about above after also been being below best better boot came come coming cold cool count course \
               done down during early easy ended exam fall feel feels felt find first food free full given glass gone good gets great grew group half hard hear held help here high hope hurt into just keep kept kind knee know \
               known lady large last late lean least leave less level life like list little long look loose lost lots many mean meals meal mild more most much must name near need neck next nice none normal note noted notes only open \
               over own pain pale part past plan play point poor post pulse quite raised rash rate reach ready rest risk room safe said same seem seen self send sent since skin slow small smoke soft some soon sore \
               spine spots stage stand stay still such sure swab swim swollen term test tests than that their them they thin this those time told tone took total touch towel tried true under until used user very view visit \
               wait walk wall want warm wash well went what when where which while white whole wide wife will wish woman world worse worst years young youth stools stool tooth teeth lunch dinner supper breakfast spray pray \
               start parts party daughter dauther doctor nurse onset oral orally mood month's lump lungs liver kidney bladder bowel blood blot bloody gland urine vein viral virus sinus sinuses throb infant child children woman women man men boy girl \
               adult baby birth born breast clinic ward wards home house school nursery office letter phone called calls caller discuss discussed agreed agree advice advised advise explained explain happy worried worry understand understood \
               sleep asleep sleeps awake wake walks walked walker walking lift lifting drive driving drives drink drinks eats eating wine beer alcohol smoker smokes smoking water salt sugar fluid fluids diet weekend",
};

const TIMING: &[(Time, &str)] = &[
    (Num(0.5), "half|half a|half an"),
    (Num(1.0), "one|single"),
    (Num(2.0), "two|couple|a couple of|couple of|a pair of"),
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
    (Nth(2.0), "other|second|2nd|alternate"),
    (Nth(3.0), "third|3rd"),
    (Nth(4.0), "fourth|4th"),
    (Unit(crate::lexicon::Unit::Minute), "minute|minutes|second's|seconds|sec|secs"),
    (Unit(crate::lexicon::Unit::Hour), "hour|hours"),
    (
        Unit(crate::lexicon::Unit::Day),
        "day|days|night|nights|dy|dys|dya|dyas|dasy|consecutive days|days' time",
    ),
    (Unit(crate::lexicon::Unit::Week), "week|weeks|wk|wks|w|weeks' time"),
    (Unit(crate::lexicon::Unit::Fortnight), "fortnight|fortnights"),
    (
        Unit(crate::lexicon::Unit::Month),
        "month|months|mo|mos|mth|mths|mnth|mnths|calendar month|calendar months",
    ),
    (Unit(crate::lexicon::Unit::Year), "year|years|yr|yrs"),
    (Times, "times|time|x's|doses|dose|sessions|session"),
    (TimesN(1.0), "once|one time"),
    (TimesN(2.0), "twice|two times"),
    (TimesN(3.0), "thrice"),
    (Per, "per"),
    (Every, "every|each|ev|all"),
    (Hourly, "hourly|hrly"),
    (
        Daily(2.0),
        "morning and night|night and morning|mornings and evenings|am and pm|am & pm|mornings and nights|am/pm|breakfast and dinner|in the morning and at night|in the morning and in the evening|morning and bedtime|morning and evening",
    ),
    (
        Daily(1.0),
        "daily|nightly|every 24 hours|per day|on a daily basis|at the same time each day|one time daily|each and every day|around the same time every day|dly",
    ),
    (
        EveryDays(2.0),
        "every other day|every second day|alternate days|on alternate days|alternate nights|every other night|every second night|every 2nd day|each alternate day|alternate mornings|every other morning|alternate daily|odd days only",
    ),
    (EveryDays(7.0), "weekly|once weekly|once-weekly|per week|each week|wkly"),
    (
        EveryDays(14.0),
        "fortnightly|biweekly|bi-weekly|every other week|every second week|alternate weeks|on alternate weeks",
    ),
    (EveryDays(30.0), "monthly|once monthly|every month|each month"),
    (EveryDays(60.0), "every other month|alternate months"),
    (EveryDays(90.0), "quarterly|every quarter|three monthly|3 monthly|three-monthly"),
    (
        EveryDays(180.0),
        "six monthly|6 monthly|half yearly|half-yearly|twice yearly|twice a year|biannually|every half year",
    ),
    (EveryDays(365.0), "yearly|annually|once a year|every year|each year|once yearly"),
    (
        Slot(MORNING),
        "morning|mornings|in the morning|in the mornings|in the am|before breakfast|with breakfast|after breakfast|at breakfast|on waking|on rising|first thing|at breakfast time|breakfast",
    ),
    (
        Slot(NOON),
        "noon|midday|at noon|at midday|lunchtime|lunch|at lunch|with lunch|at lunchtime|lunch time|2pm",
    ),
    (Slot(AFTERNOON), "afternoon|in the afternoon|mid afternoon"),
    (
        Slot(EVENING),
        "evening|evenings|in the evening|in the evenings|with dinner|at dinner|with supper|dinner|supper|with the evening meal|with evening meal|teatime|tea time|with tea|evening meal|dinnertime|before dinner|after dinner",
    ),
    (
        Slot(BEDTIME),
        "at night|at nights|bedtime|at bedtime|before bed|before bedtime|on going to bed|in bed|last thing at night|last thing|night time|nighttime|at night time|at nighttime|before sleep|night-time|going to bed|every night at bedtime|each night at bedtime|nightly at bedtime|before going to bed",
    ),
    (
        Meals,
        "with meals|with each meal|with every meal|with all meals|after meals|after each meal|after every meal|before meals|before each meal|before every meal|at mealtimes|with main meals|after each main meal|with each main meal|before each main meal|mealtimes|at meals|three meals|after main meals|after meals and",
    ),
    (
        Prn,
        "if needed|as needed|when needed|if required|as required|when required|as necessary|if necessary|when necessary|only if needed|only as needed|only when needed|only when required|only if required|where needed|where necessary|if need be|as needed basis|on an as needed basis|as and when|as and when needed|as and when required|when he needs it|when she needs it|when they need it|if he needs it|if she needs it|if you need it|when you need it|only when she needs it|if wanted|at need|on demand|as reqd|if reqd|when reqd|when wheezy|when sore|when craving|when in pain|when attack|when an attack comes|for attacks|for breakthrough|for breakthrough pain|for acute attacks|at onset|at onset of|at the onset of|at first sign of|at the first sign of|for relief|with attacks|during attacks|with onset of|when itchy|when symptoms|when symptomatic|as needs|as neded|as nec|for flare ups|for flare-ups|when breathless|for cravings|when pain is|whenever needed|whenever necessary|as desired for pain|to be used if|for emergencies|for emergency use|for rescue|as rescue|as reliever|as a reliever|when it's sore|when it is sore|only when sore|when it hurts|when painful|when tight|when short of breath|when it itches|when hot|if hot|if sore|only when it's sore|when it's bad|when bad",
    ),
    (If, "if|in case of|in the event of|should there be|only if|whenever"),
    (
        For,
        "for|over|lasting|during|throughout|course of|a course of|for a course of|supply|supply for|for a period of|for a total of|for up to|for at least|for a further|for another|for the next|for the first|for only|for just|for approximately|for about|for around|for a|total of|for an additional|for additional|the next|next|another|a further|further|for one more|for the coming|for a minimum of|for a maximum of|maximum of|over the next|during the next|for the following|the following|for the last|for these|for those|at least|minimum|min of|not longer than|no longer than|and for",
    ),
    (Until, "until|till|til|through|up until|thru|to the end of|until the end of|up to and including|to end"),
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
        "then|thereafter|and then|followed by|after that|afterwards|and after that|after which|subsequently|then reduce to|then reduce|then increase to|reducing to|increasing to|then decrease to|decreasing to|reduce to|increase to|decrease to|stepping down to|step down to|then down to|then up to|and reduce to|and increase to|thereafter reduce to|cut to|then cut to|then go to|then drop to|drop to|then taper to|then continue|then continue with|then continue at|then take|then give|then use|then stay on|then back to|and continue|then maintenance|maintenance|then half|and thereafter|from then on",
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
        "today|tonight|this evening|this afternoon|this morning|for today|for tonight|rest of the day|for the rest of the day|the rest of today|rest of today|later today|tonite|for the rest of today|this pm|nightfall",
    ),
    (
        Date(1),
        "tomorrow|tomorrow morning|tmrw|tmr|tomorow|tommorow|tommorrow|tomorrow evening|tomorrow afternoon|tomorrow night|the next day|next day|the following day|the day after|from tomorrow",
    ),
    (Date(2), "day after tomorrow|the day after tomorrow"),
    (
        Date(3),
        "this week|later this week|in a few days|sometime this week|by the end of the week|end of the week|before the weekend|at the weekend|this weekend|over the weekend|in the coming days|in the next few days",
    ),
    (
        Date(7),
        "next week|sometime next week|early next week|in a week's time|coming week|the week after|a week later|a week from today|late next week|a week today",
    ),
    (
        Date(14),
        "in the next couple of weeks|this month|in the coming weeks|in the next few weeks|later this month|before the end of the month|by the end of the month",
    ),
    (Date(30), "next month|early next month|a month later|in a month's time"),
    (
        Date(60),
        "before next visit|before the next visit|prior to next visit|at next visit|at the next visit|next visit|before next appointment|before your next appointment|before the next appointment|before the appointment|before starting|before surgery|next appointment|before follow up|before follow-up|at follow-up|at follow up|this year|this summer|this spring|this autumn|this fall|this winter|in the spring|in the summer|in the autumn|in the fall|in spring|in summer|in autumn|before winter|at next review|before review|before clinic|when finished|when the course is finished|when due|next year|soon|asap|as soon as possible|at the earliest opportunity|on completion|at completion of treatment|end of treatment|pre-op|before the operation",
    ),
    (Weekday(0), "monday|mon"),
    (Weekday(1), "tuesday|tue|tues"),
    (Weekday(2), "wednesday|wed|weds"),
    (Weekday(3), "thursday|thu|thur|thurs"),
    (Weekday(4), "friday|fri"),
    (Weekday(5), "saturday"),
    (Weekday(6), "sunday"),
    (Weekdays(0), "mondays|monday mornings|monday evenings|m/w/f"),
    (Weekdays(1), "tuesdays"),
    (Weekdays(2), "wednesdays"),
    (Weekdays(3), "thursdays"),
    (Weekdays(4), "fridays"),
    (Weekdays(5), "saturdays"),
    (Weekdays(6), "sundays"),
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
        "ago|history|earlier|previously|hx|old|of age|y/o|yo|years old|year old|months old|month old|days old|weeks old|week old|day old|post op|postop|postpartum|post partum|gestation|back|'s history|day history|since",
    ),
    (
        Ongoing,
        "long term|long-term|lifelong|life-long|for life|indefinitely|ongoing|until finished|until gone|until all gone|until complete|until completed|until the course is finished|until further notice|until next visit|until review|until reviewed|until seen|until clear|until healed|until better|until settled|until the next visit|until done|permanently|onwards|onward|for good",
    ),
    (
        Measure,
        "microgram|micrograms|milligram|milligrams|milligrammes|gram|grams|gramme|millilitre|millilitres|milliliter|milliliters|litre|litres|liter|liters|unit|units|international units|mg/day|mcg/day|cups|cup|oz|ounces|pound|pounds|lb|lbs|kilo|kilos|mgs|grms|microgrammes|mgm",
    ),
    (
        Piece,
        "tablet|tablets|pill|pills|capsule|capsules|cap|puff|puffs|drop|drops|spray|sprays|squirt|squirts|sachet|sachets|spoon|spoons|spoonful|spoonfuls|teaspoon|teaspoons|teaspoonful|tsp|tbsp|tablespoon|tablespoons|patch|patches|suppository|suppositories|lozenge|lozenges|ampoule|ampoules|vial|vials|neb|nebs|inhalation|inhalations|injection|injections|pessary|pessaries|scoop|scoops|packet|packets|capful|capfuls|application|applications|tblt|tablts|gummies|chew|chews",
    ),
    (
        Date(42),
        "6-week check|six-week check|6 week check|six week check|6-week postnatal check|six-week postnatal check",
    ),
    (
        Nothing,
        "overnight|all other days|other days|on all other days|the other days|remaining days|all remaining days|if no|if not|if tolerated|as tolerated|if able|if possible|if still|if well|if fine|if it's fine|if it is fine|if ok|if normal|if all well|if stable|8 week check|one at a time|one by one|one side|each side|each eye|each ear|each nostril|each day's|every nostril|one eye|in each eye|in each ear|in both eyes|in each nostril|up each nostril|into each nostril|to each nostril|both eyes|day case|night shift|night sweats|day unit|day hospital|day surgery|day centre|day ward|day patient|night nurse|daytime sleepiness|day to day|first aid|second opinion|second hand|at home|at work|at school|on top of|for example|all over|all day|all night|in full|at all|one another|in bed by|other than|the other|other meds|others|dry eye|may be|may have|may not|may take|may use|may start|may return|may go|may stop|may come|may repeat|may increase|may shower|may resume|may need|may also|may eat|may drink|may continue|you may|he may|she may|they may|school may|which may|march test|in place|at rest|on air|in light of|in general|in particular|in addition|in addition to|on examination|at present|at the moment|in view of|in keeping|by mouth|by herself|by himself|by phone|by telephone|by email|by post|by letter|on foot|on the phone|on it|in clinic|in hospital|on the ward|this is|in the same way|at birth|at baseline|over the counter|over the phone|of the month|day-case|one third|morning stiffness|in remission|sunday roast|in tolerance|per patient|24 hour pharmacy|24-hour pharmacy|daytime|day and night|night and day|through the spacer|through a spacer|through spacer|via spacer",
    ),
];

const SUBJECTS: &[(Subject, &str)] = &[
    (
        Subject::Errand,
        "collect|bring|bring back|hand in|send|send in|email|e-mail|fill in|complete|return|go|go to|go back|attend|see|visit|come|come back|call|ring|phone|telephone|contact|book|make|arrange|schedule|order|obtain|get|pick up|drop off|drop|hand|request|repeat|recheck|re-check|reassess|review|re-review|retest|refer|register|join|enrol|enroll|post|deliver|submit|rebook|reschedule|cancel|throw|throw away|speak|talk|ask|notify|tell|inform|report|follow|follow up with|remove|take off",
    ),
    (
        Subject::Form,
        "cream|creams|ointment|gel|lotion|shampoo|mouthwash|mouth wash|nasal spray|nose spray|throat spray|eye drops|ear drops|nose drops|drops|eye ointment|inhaler|inhalers|puffer|nebuliser|nebulizer|nebs|patch|patches|lozenge|lozenges|syrup|suspension|antifungal powder|powder|tablets|capsules|injection|injections|enema|suppository|linctus|elixir|the tablets|spray|sprays|jab|depot|implant|pessary|nebulisers|bath oil|toothpaste|infusion|infusions|medication|medicine|medicines|medications|meds|pills|shower oil|soap substitute",
    ),
    (Subject::Habit, "alcohol|wine|beer|spirits|smoking|tobacco|cannabis|vaping|cigarettes"),
    (
        Subject::Activity,
        "rest|bed rest|rest and elevation|elevation|elevate|ice|ice pack|ice packs|icing|cold pack|cold packs|cold compress|cold compresses|heat|heat pack|heat packs|heating pad|hot water bottle|warm compress|warm compresses|compress|compresses|exercise|exercises|stretch|stretches|stretching|physio exercises|quad sets|ankle circles|ankle pumps|leg raises|straight leg raises|pelvic floor exercises|breathing exercises|deep breathing|incentive spirometer|incentive spirometry|walk|walks|walking|brisk walk|swim|swimming|cycling|yoga|tai chi|hydrotherapy|steam|steam inhalation|steam inhalations|saline rinse|saline rinses|saline|salt water|salt-water gargles|gargle|gargles|gargling|rinse|rinses|nasal rinse|nasal rinses|nasal saline|sinus rinse|sitz bath|sitz baths|warm bath|warm baths|bath|baths|shower|showers|soak|soaks|wound care|dressing|dressings|dressing change|dressing changes|change of dressing|bandage|compression|compression stockings|compression stocking|compression hosiery|stocking|stockings|ted stockings|sling|splint|brace|boot|cast|collar|crutches|walking frame|support underwear|pillow|head of bed|hob elevation|fluid|fluids|water|drink|drinks|small drinks|oral fluids|fluid restriction|diet|low salt diet|low-salt diet|low sodium diet|soft diet|light diet|liquid diet|clear liquids|clear fluids|bland diet|low residue diet|low-residue diet|high fibre diet|high fiber diet|feeds|feed|breast feeds|breastfeeding|breast feeding|bottle feeds|salt|caffeine|coffee|driving|lifting|heavy lifting|heavy lifting or straining|strenuous activity|strenuous exercise|running|jogging|sport|sports|contact sport|contact sports|football|rugby|gym|pe|p.e.|trampoline|cycling|weight bearing|wt bearing|weight-bearing|work|school|nursery|daycare|day care|off work|off school|sick note|sex|intercourse|sexual intercourse|tampons|sun|sunscreen|sun cream|sunblock|swimming pool|contact|contact lenses|contact lens|flying|travel|bathing|straining|bending|screen time|screens|daily weights|daily weight|weight|weights|weigh|weigh yourself|blood pressure|bp|home bp|home blood pressure|bp diary|blood pressure diary|bp log|blood sugar|blood sugars|sugars|glucose|blood glucose|finger sticks|fingersticks|glucose readings|temperature|peak flow readings|peak flow diary|diary|headache diary|sleep diary|symptom diary|food diary|bladder diary|seizure diary|pain diary|log|chart|foot check|foot checks|foot care|feet|lid hygiene|lid massage|eye shield|eye patch|eye care|mouth care|oral hygiene|skin care|nail care|sheets|bedding|toothbrush|dentures|socks|gloves|cotton gloves|condoms|condom|cushion|mattress|humidifier|oxygen|home oxygen|massage|scar massage|tummy time|wet combing|combing|wet wraps|wet wrap|bath emollient|splinting|finger exercises|hand exercises|toilet sitting|bladder training|pelvic floor|mobilise|mobilisation|leg elevation|hydration|protein shakes|protein shake|supplement drinks|ensure|fortisip|nappy changes|nappy|nappies|diaper|diapers|tube feeds|catheter care|stoma care|bag|drain|drain output|urine output|fluid intake|honey|relaxation|meditation|mindfulness|mindfulness exercises|counselling|support group|stair|stairs|sleep hygiene|nothing in vagina|nothing in the vagina|ketones|ketone|ketone strips|pulse|heart rate|oxygen saturations|saturations|sats|daily steps|steps|alcohol diary|drink diary|drinks diary|smoking diary|alcohol-free days|deep breaths|home cuff|cuff|home readings|home bp readings|sinus rinses|nappy-free time|star chart|fluid chart|wheeled frame|frame|heat pad|cold bottle|toilet sits|sip feeds|small sips",
    ),
    (
        Subject::Deed,
        "keep|wear|wash|clean|change|soak|replace|strain|write|write down|record|log|monitor|measure|test|check|weigh|mark|massage|stretch|raise|elevate|sit|stand|lie|sleep|sleep propped up|walk|mobilise|mobilize|move|drink|eat|avoid|rinse|gargle|brush|floss|steam|inhale|breathe|practise|practice|perform|leave|cover|tape|wrap|bandage|apply ice|ice|heat|rest|limit|restrict|cut|cut down|reduce salt|stay|stay off|remain|try|feed|breastfeed|wake|offer|encourage|push|dress|redress|pack|flush|irrigate|comb|shave|shower|bathe|hold|prop|support|continue wearing|carry|fast|exercise|swim|cycle|self-monitor|inspect|examine|note|read|watch|look|provide|have|plan|switch|take temperature|take blood pressure|take your blood pressure|take your temperature|empty|set|place|put|hang|bend|squeeze|cough|turn|reposition|splint|immobilise|lift",
    ),
    (
        Subject::Test,
        "blood test|blood tests|bloods|blood work|bloodwork|blood count|full blood count|bld test|lab|labs|lab work|lab tests|fasting labs|fasting bloods|fasting lipids|fasting glucose|lipid panel|lipid profile|lipid|glucose tolerance test|ogtt|renal function|kidney function|liver function|liver function tests|liver tests|thyroid function|thyroid function tests|thyroid tests|urea and electrolytes|electrolytes|urine test|urine sample|urine culture|urine specimen|urine dip|urinalysis|urine acr|acr|stool test|stool sample|stool culture|stool antigen test|stool antigen|sputum sample|sputum culture|sputum|swab|throat swab|wound swab|culture|cultures|chest x-ray|chest x ray|chest film|chest radiograph|x-rays|radiograph|scan|scans|ultrasound|ultrasound scan|abdominal ultrasound|carotid ultrasound|doppler|echo|echocardiogram|echocardiography|mammogram|colonoscopy|endoscopy|gastroscopy|sigmoidoscopy|cystoscopy|bronchoscopy|biopsy|spirometry|lung function|lung function tests|pft|pfts|sleep study|exercise test|stress test|treadmill test|holter monitor|24 h holter|24-hour holter|24 h bp monitor|24 hour bp monitor|24-hour blood pressure monitor|abpm|mri scan|mri|ct scan|ct kub|ct head|low-dose ct|bone density scan|bone scan|pet scan|pet-ct|smear|smear test|pap smear|pap|cervical smear|eye test|eye exam|dilated eye exam|eye screening|retinal screening|hearing test|hearing check|audiogram|skin prick tests|patch test|patch testing|allergy test|allergy testing|breath test|urea breath test|bilirubin|bilirubin check|potassium level|sodium|potassium|uric acid|uric acid level|lithium level|drug level|digoxin level|inr check|hemoglobin|haemoglobin|cholesterol|vitamin d level|b12 level|tb screen|tb test|screening|genetic test|pregnancy test|hcg|beta hcg|nerve conduction studies|tilt table|ekg|electrocardiogram|visual field test|visual fields|refraction|growth scan|pelvic ultrasound|renal ultrasound|nuchal scan|iron studies|coagulation screen|clotting|group and save|viral load|hepatitis serology|serology|hiv test|sti screen|chlamydia test|calprotectin|fit test|faecal calprotectin|faecal immunochemical test|ultrasonography|fundoscopy|fundus photo|angiogram|cardiac mri|ct angiogram|ct of the chest|ct chest|memory test|cognitive assessment|psychometry|swallow test|swallow assessment|bone profile|calcium level|magnesium level|iron level|tft|u/es|u and es|blood level",
    ),
    (
        Subject::Visit,
        "appointment|appointments|appt|appts|app't|clinic|clinic appointment|clinic visit|outpatient appointment|outpatients|outpatient clinic|follow-up|follow up|followup|folow up|review|gp review|re-review|recheck|check-up|check up|checkup|wound check|wound review|incision check|bp check|blood pressure check|weight check|gp check|nurse check|growth check|cast check|eye check|foot clinic|annual review|medication review|asthma review|diabetes review|post-op check|postnatal check|6-week check|six-week check|physio|physiotherapy|physiotherapist|physical therapy|occupational therapy|speech therapy|speech and language therapy|hand therapy|therapy|talking therapy|cognitive behavioural therapy|cardiac rehab|pulmonary rehab|pulmonary rehabilitation|cardiac rehabilitation|rehab|rehabilitation|counsellor|counselling session|psychologist|psychotherapy|psychology|psychiatry|midwife|midwife visit|health visitor|district nurse|district nurse visit|community nurse|practice nurse|nurse|nurse visit|nurse appointment|heart failure nurse|diabetes nurse|asthma nurse|stoma nurse|home visit|home nurse|cpn visits|dietitian|dietician|nutritionist|podiatry|podiatrist|chiropody|optician|optometrist|ophthalmology|ophthalmologist|audiology|audiologist|dentist|dental|hygienist|dermatology|dermatologist|cardiology|cardiologist|neurology|neurologist|rheumatology|rheumatologist|gastroenterology|gastroenterologist|hematology|haematology|oncology|oncologist|urology|urologist|nephrology|renal clinic|respiratory|pulmonology|pulmonologist|endocrinology|endocrinologist|gynaecology|gynecology|gynaecologist|gynecologist|obstetrics|antenatal clinic|orthopaedics|orthopedics|orthopaedic clinic|ortho|fracture clinic|ent|ent clinic|pain clinic|memory clinic|falls clinic|stroke clinic|tia clinic|warfarin clinic|inr clinic|anticoagulation clinic|wound clinic|breast clinic|diabetic clinic|smoking cessation|stop-smoking clinic|stop smoking clinic|stop smoking adviser|stop smoking service|stop smoking advisor|smoking cessation clinic|surgeon|surgery clinic|specialist|consultant|pcp|vaccine|vaccines|vaccination|vaccinations|flu vaccine|flu jab|flu shot|influenza vaccine|pneumococcal vaccine|shingles vaccine|tetanus booster|booster|booster dose|immunisation|immunization|immunisations|mmr|covid vaccine|covid booster|hep b vaccine|stitches|stitches out|suture removal|removal of sutures|sutures|sutures out|staples|staples out|staple removal|removal of staples|clips|clips out|clip removal|removal of clips|stent removal|drain removal|catheter removal|cast removal|cast off|removal of cast|plaster off|plaster removal|pop off|mask fitting|training|sensor training|education class|education session|class|session|course|group|fasting|operation|surgery|procedure|admission|infusion appointment|dialysis|sick note review|telephone call|phone call|telephone review|phone review|telephone consultation|telephone follow-up|video call|video visit|call back|callback|referral|self-referral|form|school meeting|case conference|social worker|carer|carers|adviser|support worker|hospital|ed|a&e|gp|doctor|dr|hepatology|allergy clinic|allergist|immunology|genetics|geriatrics|geriatrician|pre-op assessment|preop assessment|pre-assessment|assessment|ot visit|ot assessment|hv|first-fit clinic|first fit clinic|virtual fracture clinic|irrigation|ear irrigation|ear syringing|microsuction|epley|cryotherapy|excision|steroid injection|joint injection|coil fitting|coil check|implant removal|cardioversion|ablation|pacemaker check|device check|pharmacist|pharmacy|dexcom training|inhaler technique check|bp r/v|r/v|rto|bp review|med review|six week check|8 week check|bp recheck|cmw|hca|ccn|community midwife|rehab team",
    ),
    (
        Subject::Thing,
        "work of breathing|rest of|the rest of|rest pain|at rest|work up|workup|work-up|care home|nursing home|heart rate monitor|back pain|ct of|blood pressure lying|contact details|school age|well child|discharge letter|form signed|patient group|age group|blood group|group home|check list|water works|waterworks|passing urine|salt intake noted|chest clear|doctor's|as a doctor|gp letter|letter to gp|cc gp|cc: gp|dear dr|dear doctor|dear gp|bag of|steam room|drug chart|growth chart|birth weight|wt|weight loss|weight gain|lost weight|gained weight|normal weight|weight stable|stable weight|course of|a course of|the course|finish the course|complete the course|short course|long course|group a strep|group b strep|no driving licence|ward round|consultant ward round|board round|handover|pre-op clinic|preop clinic|case conference|mdt|mdt meeting|multidisciplinary meeting|blood pressure tablets|heart tablets|blood pressure machine|cpap machine|as discussed",
    ),
];

const CUES: &[(Cue, &str)] = &[
    (
        Cue::Instruct,
        "should|must|please|advised to|advise|advised|advice|to take|to use|to have|to give|to start|to continue|to keep|to do|needs to|need to|has to|have to|is to|are to|will|can have|can take|can use|can be given|can continue|may take|may use|may have|may repeat|happy for|ought to|recommend|recommended|suggest|suggested|start|starts|started on today|commence|begin|initiate|continue|continues|continues on|carry on|carry on with|resume|restart|reintroduce|take|give|apply|use|inhale|instil|instill|inject|insert|add|increase|incr|reduce|decrease|lower|raise|change to|switch to|switching to|changed to|go back to|go back on|keep taking|prescribe|prescribed today|rx|rx:|sig|sig:|trial of|try|new|new:|now|today:|discharged on|discharged home on|discharged with|discharge on|home on|home with|goes home on|sent home with|go home with|to go home on|from now|from today|we agreed|agreed on|agreed|we have agreed|asked to|asked her to|asked him to|told to|told him to|told her to|told him he should|instructed to|encouraged to|is going to|wants her to|want her to|want him to|want you to|i want|i would like|i'd like|let's|lets|to be taken|to be used|to be given|to be applied|to be continued|to be started|up-titrate|titrate|uptitrate|step up|step down to|to complete|finish|complete|on discharge|unchanged|to carry on|remain on|stay on|stays on|then start|swap to|convert to|put on|putting him on|putting her on|given to take home|to take away|issued|issue|scripts for|script for|prescription for|rx for|prescribing|starting|commencing|adding|increasing|plan for|plan is|plan to|plan:|booked|book|scheduled|due|arranged for|has been ordered for|has been ordered|has been booked|has been booked for|have been booked|has been scheduled|has been arranged|have been arranged|has been made|have been ordered|was booked for|wants to|is booked|needs|need|requires|to see|to attend|to call|to ring|to return|to come back|to be checked|to be repeated|to be reviewed|to be washed|to be removed|be used|be taken|be given|be washed|be brought|she'll|he'll|you'll|they'll|it's now|is now|goes to|go up to|go down to|cont|cont'd|supplement with|refill|renew|he is to|she is to|mum to|mother to|dad to|parents to|carer to|carers to|daughter to|son to|wife to|husband to|nurse to|patient to|pt to|family to|we will start|i will start|i am starting|i'm starting|i have started|i've started|we have started|we started|i have prescribed|i've prescribed|have been prescribed today|has been prescribed today|prescribed|could he have|could she have|would recommend|would suggest|would advise|i would recommend|i would suggest|i would advise|would like him to|would like her to|would like you to|would like them to|would like|would be grateful if|i would ask|would ask|could you|could you please|would you|would you please|should be|should have|we settled on|settled on|we went for|we chose|opted for|opt for|going with|go with|we are going with|we went with|be taking|to be taking|will be taking|should be taking|will be using|be using|goes on as before|carries on|carries on with|carry on as before|keep going with|keeps going with|keep on with|stick with|sticks with|instead|presently|from now on|gave script for|gave rx for|gave a script for|gave prescription for|gave a prescription for|was given a prescription for|given a prescription for|given rx for|given script for|given a script for|put him on|put her on|put them on|put you on|have put him on|have put her on|started him on|started her on|start him on|start her on|keep him on|keep her on|get him on|get her on|leave him on|leave her on|has been started on|have been started on|now started on|you could take|you might take|you could use|you could try|to take home|to go home with|will continue|should continue|must continue|is to continue|needs to continue|please continue",
    ),
    (
        Cue::Not,
        "no|not|don't|do not|dont|never|without|avoid|avoiding|refrain from|nil|none|nor|cannot|can't|must not|should not|shouldn't|mustn't|won't|wouldn't|doesn't|does not|not to|hold off|keep off|stay off|off|stay away from|keep out of|keep away from|stay out of|keep ... off|nothing|nbm|npo|need not|needn't|is never|no more|rather than|instead of|skip|would not|couldn't|could not",
    ),
    (
        Cue::Needless,
        "no need|no need for|not needed|not necessary|not required|not indicated|not recommended|not advised|not suitable|not appropriate|not started|not given|not restarted|not continued|not to be continued|is not continued|isn't indicated|isn't suitable|isn't recommended|isn't advised|isn't|aren't|isn't needed|isn't necessary|isn't required|aren't needed|none needed|none required|not warranted|unnecessary|declined|declines|refused|refuses|not keen|does not need|doesn't need|do not need|does not require|doesn't require|did not need|did not require|no indication|no indication for|no role for|no place for|nothing to suggest|not for|ruled out|excluded|deferred|is deferred|not planned|no follow-up required|no follow up required|no follow-up needed|no follow up needed|no follow-up|no follow up|no further follow-up|no further follow up|no further appointments|no further tests|no further investigations|no further treatment|no new medication|no medication changes|no changes|no change|considered but|was considered|were considered|contraindicated|contra-indicated|intolerant of|intolerant to|intolerance|allergic to|allergy to|allergies|allergy:|allergies:|known allergy|there is no evidence|would not advise|must be avoided|to be avoided|should be avoided|avoided|is avoided|best avoided|not available|not done|not checked|not repeated|no action|no further action|does not have to be|doesn't have to be|need not be|no longer needed|no longer required|no longer needs|no longer requires|is enough|not felt to be|was not felt|did not want|does not want|doesn't want|not wanted|not for admission|not called for|is called for|against using|advised against|offered but|not prescribed|nothing needed|unsuitable|is unsuitable|is out|are out|ruled out for|not suit|didn't suit|did not suit|doesn't suit|does not suit|did nothing|no place|no benefit|of no use|of no benefit|no point|not going to happen|not prescribing|no hypnotic|not keen on|does nothing|would not give|will not give|will not start|won't start|not starting|not starting anything|decided against|opted against|agreed against|advised against both|talked out of|turned down|none of her business|none of his business|is not for|are not for|isn't for|not for her|not for him|nothing changes|not justified|off the menu|off the list|not with his|not with her|off limits|tabu|taboo|no opioid|nothing stronger|don't think she needs|don't think he needs|do not think she needs|do not think he needs|don't think|do not think|denied|rejected|torn up|are wasted|wasted|was wasted|while an inpatient|whilst an inpatient|while in hospital|while inpatient|until discharge|per protocol|per their protocol|recommended against|warned against|you kindly|you prescribed|you started|you gave|you put her|you put him|you had",
    ),
    (
        Cue::Hypothetical,
        "would|would have|might|could|may consider|to consider|consider|considering|thinking about|thinking of|think about|thought about|talked about|talked through|spoke about|discussed starting|discussed adding|option|options|an option|alternative|alternatively|offered|in reserve|next step would be|second line|second-line|if this fails|should this fail|should that fail|should it fail|should the|should his|should her|should he|should she|were it to|were he to|were she to|were there|had she|toying with|in future|in the future|at some point|down the line|one day|hypothetically|in theory|possible|possibly|perhaps|maybe|potentially|may need|may yet need|may require|might need|to be considered|being considered|is considered|for consideration|pros and cons|in case we|may be needed later|would be my choice|requesting|requests|requested|is requesting|asking for|asks for|asking about|asks about|asks re|wonders about|wondering about|enquires about|enquired about|wants to try|i disagree|disagree|leaflet says|the leaflet|guidelines|guideline|guidance|the bnf|in the study|usually take|usual dose|normally we|normally i|the internet|google|website|read that|if admitted|if readmitted|were he|were she|in an emergency the|as a rule|in general we|for most patients|patients with|plan had been to|plan was to|was going to|were going to|was meant to|was supposed to|had intended|was intended|forgot to|forgets to|used to|failed to|unable to|refuses to|refused to|declined to|never took|did not take|didn't take|hadn't taken|we normally|would normally|usually give|we usually|normally give|i usually|agreed on neither|neither|was to have|toyed with|the idea of|idea of|the trial|trial protocol|study drug|protocol gives|should have been",
    ),
    (
        Cue::Swap,
        "swapped|swap|swapping|switched|switch|switching|exchanged|exchange|substituted|substitute|replaced|replace|replacing|converted|convert|changed from|change from|rotated|changing|change|changed",
    ),
    (
        Cue::Stop,
        "stop|stopped|stopping|discontinue|discontinued|discontinuing|withdrawn|cease|ceased|withhold|withheld|hold|held|on hold|suspended|suspend|pause|paused|omit|omitted|come off|came off|taken off|taper off|wean off|weaned off|no longer|no longer taking|no longer on|quit|discontinuation|finish with|has been stopped|off the|removed from|cancel|cancelled|canceled|stop taking|d/c|do not continue|not continue|do not restart|not restart|ran out of|scrapped|scrap|dropped|ditched|binned|bin the|put away|tapered off|has been tapered off|must end|has ended|finished with|ended|come to an end|that's gone|leave off|left off|leave out|left out|leave him off|leave her off|off treatment|taken away|withdraw|to be stopped|was stopped|been discontinued|discontinue d|is off|are off|has gone for good|is gone for good|gone for good|entered in error|in error|wrong patient|made in error|incorrect patient|for another patient|can come off the|may come off the|come off the|come off his|come off her|can now come off|is cancelled|is finished|made inactive|inactive|has been cancelled|crossed out|struck out|no longer advised|is over|are over|that's out|thats out|ran out|run out|has run out|has finished|have finished|has completed|is now finished|now finished|now completed|which he finished|which she finished|which finished|which ended|has run its course|did not restart|did not start|did not continue|did not give|did not prescribe|do not start|not to start|not to restart|did not use|never used|didn't use|not be restarted|not be started|never begun|never started|has been replaced|have been replaced|was taken away|was cut",
    ),
    (
        Cue::Past,
        "was|were|had|has had|have had|had been|has been|have been|hasn't|given|was given|were given|received|underwent|took|taken|previously|previous|past|formerly|before admission|on admission|at admission|during admission|during the admission|in hospital|during his stay|during her stay|during stay|inpatient|as an inpatient|in a&e|in the ed|in ed|in the emergency department|in the ambulance|by the ambulance|in recovery|in theatre|at induction|on the ward|on the unit|in icu|on icu|on itu|in clinic today|given in clinic|administered|treated with|treated|managed with|responded|completed|finished|finishes|last week|last month|last year|last night|last winter|last summer|last spring|last autumn|last fall|last seen|last time|yesterday|ago|since|history of|known|recently|tried|has tried|failed|did|did not|didn't|done|seen|admitted|presented|reported|reports|complained|complains|complaining|describes|described|denies|noted|noticed|developed|started having|started in|started on|began|switched|was switched|was started|were started|was on|were on|been on|been taking|been using|had taken|loaded|infusion given|transfused|drained|repaired|excised|removed|performed|until 2015|earlier|initially|caused|experienced|showed|sent|sent today|taken today|done today|given today|drawn|collected today|used|smoked|drank|ate|slept|walked|in childhood|as a child|as a toddler|in the past|years ago|months ago|weeks ago|days ago|already|up to date|settled|improved|resolved|when he was|when she was|says she|says he|wants to know|asked whether|asked if|asked about|asked re|asked for|whether|fell|kept in|hx of|diagnosis|dx|diagnosed|diagnosed with|on arrival|en route|for the last|for the past|over the last|over the past|in the last|in the past week|the preceding|prior to admission|pta|pre-admission|for years|for many years|thought|gone|went|lost|gained|ran|said|stated|states|felt|found|told us|with good effect|without benefit|without relief|without success|to no effect|expired|missed|wore|seems|seemed|been|intraoperative|intraoperatively|intra-op|per-operatively|perioperative|perioperatively|post-operatively received|x-ray showed|revealed|demonstrated|before christmas|at christmas|over christmas|since christmas|courses of|two courses|several courses|three courses|first dose given|dose given|stepped down to|built up|was found|commenced|was commenced|commenced in|has swapped|has changed|came down|been scrapped|was scrapped|moved away|had tried|were tried|in triage|in pacu|in the department|in recovery room|in resus|in the day unit|in day unit|day unit|by the crew|the crew gave|the paramedics gave|at the other hospital|at the scene|dose 1 given|dose 2 given|have been issued|been issued|is currently on|was being given|were being given|dispensed|handed out|summarised|summarized|recorded|gave|was rx'd|was rxd|rx'd|made her|made him|made things|w/o relief|no help|no relief|did not help|didn't help|last wk|last mo|self tx|self-treated|self treated|by mistake|did not work|didn't work|to no avail|gave up|had side effects|gave him|gave her|swallowed|overdosed|came|came out|became|rang|brought|sat|stood|kept|saw|spoke|wrote|met|drew|knew|grew|broke|woke|spent|heard|taught|bought|caught|sought|drove|rode|swam|shook|last monday|last tuesday|last wednesday|last thursday|last friday|last saturday|last sunday|from last|coughed|was kept|kept him|kept her|taking before|at that time|before that|prior to this|post-operatively he|post-operatively she|to date|so far|later changed to|then changed to|had to|was later|were later",
    ),
    (
        Cue::Describes,
        "still|continues to smoke|continues smoking|takes|is taking|uses|is using|is on|are on|smokes|drinks|walks|sleeps|wakes|coughs|eats|lives|works|runs|swims|drives|gets|experiences|suffers|has|currently takes|currently on|currently taking|currently using|usual|regular meds|regular medication|on treatment with|maintained on|taking|using|keeps|plays|goes|cycles|exercises regularly|gambles|cooks|snores|occurs|occurring|lasting|relieved by|triggered by|worse with|worse at|worse in|every few|feels|likes|look after|looks after|looked after by|under the care of|monitored by|managed by|supervised by|attends|carers come|family visit|visits|as you know",
    ),
    (
        Cue::Kin,
        "wife|husband|mother|father|mum|mom|dad|sister|brother|son|daughter|aunt|uncle|grandmother|grandfather|grandma|grandpa|cousin|niece|nephew|partner|spouse|neighbour|neighbor|friend|roommate|flatmate|colleague|parents|mother's|father's|sibling|siblings|twin|family member|relatives|boyfriend|girlfriend|wife's|husband's|her mum|his mum|stepfather|stepmother|other patient|another patient|the patient in|patient next|lodger|housemate|co-worker|coworker|dog|cat",
    ),
    (
        Cue::Has,
        "takes|take|took|taking|is on|on|uses|using|has|have|had|was|were|is taking|was given|was on|prescribed|been prescribed|was prescribed|is prescribed|has been prescribed|got|gets|received|takes the|started|is using|treated|suffers|died|swears by|recommended|recommends|gave|gives him|gives her|gave him|gave her|drinks|smokes|with|asked|asks|wants|lent|offered|borrowed|also on",
    ),
    (
        Cue::Conditional,
        "if worse|if worsens|if worsening|if it gets worse|if gets worse|if it worsens|if things get worse|if symptoms worsen|if no better|if not better|if no improvement|if not improving|if not improved|if not settled|if not settling|if not resolved|if not resolving|if it doesn't|if it does not|if they don't|if this doesn't|if persists|if persisting|if persistent|if it persists|if symptoms persist|if sx persist|if any|if concerned|if concerns|if worried|if fever|if bleeding|if unwell|if vomiting|if spreading|if there is|if there are|if you|if he|if she|if they|if the|if symptoms|if sob|if pain|if new|if chest pain|if breathless|if temp|if temperature|if stridor|if needed|if redness|if red|if develops|if recurs|if recurrent|if returns|if rash|if wound|if unable|if increasing|if >|if glucose|if bm|if sugar|if bp|if productive|if required|if abnormal|if ongoing|if still|if further|if severe|unless|should he|should she|should it|should they|should symptoms|in case of|or if|or sooner if|sooner if|earlier if|return precautions|red flags|safety net|safety netted|safety-netted|safety netting|worsening advice|if spreding|if worst|if worsen|if dehydrated|if drowsy|if not eating|if not drinking|if blood|if discharge|if swelling|if numbness|if leaking|if itchy|if no|if not|if up|in the event",
    ),
    (
        Cue::Symptom,
        "pain|pains|ache|aches|headache|headaches|cough|coughs|coughing|fever|fevers|temperature of|vomiting|vomit|vomited|nausea|diarrhoea|diarrhea|loose stool|loose stools|stools|rash|itch|itching|itchy|swelling|swollen|dizziness|dizzy|vertigo|bleeding|bleed|bleeds|blood in|breathless|breathlessness|sob|shortness of breath|dyspnoea|dyspnea|wheeze|wheezing|wheezy|palpitations|fatigue|tired|tiredness|insomnia|anxiety|anxious|low mood|depressed|depression|constipation|constipated|dysuria|frequency|urgency|nocturia|incontinence|discharge from|stiffness|stiff|numbness|tingling|weakness|cramps|cramping|heartburn|reflux|indigestion|sore throat|runny nose|congestion|sneezing|snoring|tinnitus|hearing loss|blurred vision|weight loss|sweats|night sweats|hot flushes|hot flashes|periods|seizure|seizures|fit|fits|attack|attacks|episode|episodes|flare|flares|flare-ups|blackout|blackouts|faint|fainted|syncope|falls|fell|fracture|sprain|infection|uti|urti|lrti|pneumonia|bronchitis|asthma|copd|diabetes|hypertension|angina|migraine|migraines|arthritis|gout|eczema|psoriasis|acne|swallowing|appetite|bowels|bo|bowels open|wet nappies|feverish|chills|rigors|sputum|phlegm|lump|discomfort|tenderness|tender|redness|bruising|cigarettes|cigarette|a pack|pack|packs|pack years|beers|beer|glasses of wine|units of alcohol|glasses|pints|pint|cigs|smoker|ex-smoker|non-smoker|hourly turns|crying|cries|colic|unsettled|awake|wakening|tearful|panic attacks|flashbacks|nightmares",
    ),
    (
        Cue::Result,
        "normal|negative|positive|clear|unremarkable|stable|within normal limits|within range|nad|wnl|satisfactory|raised|elevated|low|high|showed|shows|intact|soft|unchanged|pending|awaited|booked in error|reviewed|no abnormality|reassuring|confirmed|in range|at target|on target|done|excluded|no growth|borderline|improved|results|result|expected|result expected|due back|outstanding|a little up|slightly up",
    ),
    (
        Cue::Clinic,
        "i will write|we will write|will write|i have written|i have referred|referred to|referred|has been referred|i will refer|we will refer|referral sent|referral has been sent|referral made|letter sent|letter to|i will discuss|we will discuss|will discuss|i will discuss|cc|copied to|copy to|i'll phone with|i'll write|we'll write|i will phone with|will phone with|i will chase|we will chase|chase results|we'll inject|we'll discuss|discussed|discussed with|consent|consented|counselled|counseled|explained|reassured|leaflet given|leaflets given|information given|given leaflet|safety net|documented|form signed|note given|certificate given|sick note given|fit note given|number given|line number|will chase|please could you arrange|could you please arrange|could you arrange|please arrange for|grateful if you|be grateful for|see her in|see him in|for your opinion|your expert opinion|kindly see|please see this|please see him|please see her|could you see|could you please see|would you see|your assessment|look forward to|thank you for seeing|thank you for asking|thanks for seeing|retrained|apologise|learning points|please would you|to her repeat|to his repeat|repeat list|off the repeat|for your own records|for your records|should be glad if|should be grateful|take over the|you need to check",
    ),
    (
        Cue::Aside,
        "in place of|instead of|because of|because|due to|since|as on|as she|as he|which|who|whose|planning|thinks|up from|down from|previously|currently|was|were|formerly|rather than|in view of|given that|given his|given her|given the|due to his|due to her|replacing|replaces|to replace|while awaiting|as already|substituting|not with|but not|but no|not|without",
    ),
    (
        Cue::Nothing,
        "not to be repeated|to be withdrawn slowly|to be withdrawn|withdrawn slowly|to be weaned|to be stopped slowly|wean slowly|allergy nurse|allergy clinic|allergy plan|allergy test|allergy testing|history taking|past midnight|half past|past the|given name|not only|no later than|no sooner than|not later than|not before|not more than|no more than|no longer than|not longer than|not exceeding|not to exceed|never more than|day off|days off|switched off|no matter|without food|with or without food|with or without|don't forget|do not forget|don't skip|do not skip|don't miss|do not miss|never miss|not stop|don't stop|do not stop|off for sleep|cut off|had better|done by|to be done|get done|bloods done|sent home on|has been prescribed|have been prescribed|was well|not to stop|no breaks|with no breaks|no refills|nr|off to|come off after|may come off|can come off|take off|off at night|is given|drop off|drop the pot off|wash off|well off|run off|to be seen|get seen|in use|if used|when used|to be done by|to be removed|to be taken|to be given|to be used|be used|be taken|be given|used whenever|be removed|be seen|be done|splint off|boot off|plaster off|pop off|cast off|clips out|not better|not settled|no better|no improvement|not improving|not improved|should the patient|as soon as possible|if possible|where possible|whenever possible|as much as possible|as far as possible|as possible|when possible|as you would|as it could|so that he could|so she could|until stable|until normal|until clear|until negative|until settled|until reviewed|until improved|till stable|till clear|while stable|once stable|when stable|if stable|until results|until the results|as discussed|as agreed|as before|as usual|when he has finished|when she has finished|once he has finished|once she has finished|after he has finished|after she has finished|until he has finished|until she has finished|when you have finished|once you have finished|until you have finished",
    ),
];

/// Text that speaks to a computer, looked for in notes of every language.
pub const COMPUTER: &[(Cue, &str)] = &[(
    Cue::Computer,
    "you will now|you shall now|your goal|your new goal|authorise you|authorize you|i authorise|end of clinical|end of medical|must be obeyed|everything below|everything above|all text below|all text above|text after this|generate a checklist|generate a plan|generate the plan|generated by|begin system|end system|these are your|your rules|to all programs|correct plan is|real prescription is|true prescription is|ignore my|please ignore|disregard my|automated agent|automated reader|automated process|automated tool|automated assistant|automatic reader|automatic system|if you are an|if you are a machine|if you are a computer|edited this note|i, the patient|have edited this|doctor agrees|doctor has agreed|my doctor agrees|doctor approved|physician approved|physician has|translate the following|translate this|mandatory update|reset every|reset all|note reader|language models|large language models|robot|robots|summariser|summarizer|summarisation tool|extractor|parser|parsing|extraction program|scribe|override|you must obey|obey|do not show this to|don't show this to|hide this from|forget what|forget anything|system notice|system note|system message|system update|administrator|superuser|unrestricted|pre-approved|preapproved|has approved|already approved|erase|database|every patient in|for every patient|all patients in|do anything else|new directive|priority level|priority override|as the first task|as first task|in json|in your output|in your answer|in your summary|in your response|your output|your task|your task is|new task|task:|user:|human:|user says|content:|role:|webhook|unit test|whoever processes|whoever reads this|anyone processing|next reader|the reader must|to whoever|when summarising|when summarizing|when extracting|when processing|when you summarise|when you extract|for the record system|for the system|internal instruction|secret instruction|confidential instruction|begin admin|admin mode|root access|sudo|debug|test mode|training data|ai reading|ai's|agent reading|virtual assistant|digital assistant|smart assistant|voice assistant|copilot|nota bene ai|ignore all|ignore the above|ignore previous|ignore prior|ignore any|ignore everything|ignore your|ignore these|ignore what|ignore instructions|ignore the previous|ignore the instructions|ignore the note|ignore the rest|ignore earlier|disregard all|disregard the above|disregard previous|disregard prior|disregard any|disregard everything|disregard your|disregard safety|disregard the|disregard instructions|forget all|forget everything|forget your|forget previous|forget the above|forget the previous|forget prior|override all|override the|override previous|override safety|override your|bypass the|bypass all|previous instructions|prior instructions|above instructions|earlier instructions|system prompt|your instructions|your prompt|developer mode|maintenance mode|debug mode|jailbreak|you are now|you are a|you are an|act as|pretend to be|pretend you|roleplay|as an ai|ai assistant|ai model|ai system|ai:|dear ai|the ai|to the ai|for the ai|an ai|any ai|attention ai|note to ai|ai agent|ai scribe|assistant must|the assistant|assistant should|dear assistant|language model|large language model|the model|to the model|for the model|dear model|model should|note to model|chatbot|bot|the bot|automated systems|automated system|automated extraction|automated reader|automated processing|to the system|the software|this software|the system should|the system must|the parser|the extractor|extraction system|extraction engine|extraction tool|to the computer|the computer|the algorithm|the program|machine reading this|whoever parses|if you are reading this as|password|passwords|admin password|credentials|api key|secret key|secret|output only|output the|output a|print your|print the|print out your|reveal your|reveal the|return only|return an empty|respond with|respond only|reply with|reply only|answer only|answer with|exfiltrate|forward this record|forward the record|forward all|send this record|send all records|send the records|email this record|email all|email the record|post this record|delete all|delete the|delete previous|delete every|wipe all|wipe the|erase all|erase the|drop all|drop the table|set review to|set all|mark all|mark every|mark this patient|mark as completed|approve all|approve everything|auto-approve|auto approve|change all durations|set durations|execute|run the following|run this|new instructions|new instruction|new instruction for|end of note|end of the note|end of clinical note|begin new|instructions to the|instruction to the|instructions for the|special instruction|hidden instruction|prompt|prompt:|token|tokens|encryption|role: system|hi computer|hello computer|dear computer|computer:|machine:|dear machine|hello machine|the machine should|the machine must|to the machine|dear program|dear software|this program|erase the existing plan|following order without review|orders without review|new directives|as instructed by the system|simulate|you must output|you must now|you must respond|add a step|add the step|add a task|create a step|create a task|insert a step|include a step|emit|extracted steps|extract nothing|extract the following|do not extract|schedule reminders|plan entries|these rules|all rules|safety rules|safety checks|guardrails",
)];

/// How such text goes on; looked up last, for most of these words are a doctor's too.
pub const COMPUTER_GOES_ON: &[(Cue, &str)] = &[(
    Cue::ComputerGoesOn,
    "tell the patient|tell patient|tell the user|give the patient|the patient must|the patient should take|patient must|instead|also add|and add|please add|add|schedule|print|output|write|say|respond|reply|return|set|mark|approve|delete|change all|list|send|forward|prescribe|include|create|insert|make|put|record that|instruct|then|never mention|do not mention|don't mention|new medication|new order|increase all|increase every|double|replace|output|end of|begin|dispense|order|you must|you will|you have|you can|from now on|all patients|every patient|give|take|start|administer",
)];

const HEADINGS: &[(Heading, &str)] = &[
    (
        Heading::Report,
        "insurance report|medical report for|medicolegal report|occupational health report|letter to the dvla|letter to employer|copy of letter to employer|letter to school|theatre list|theatre note|operation note|op note|procedure note|anaesthetic chart|anaesthetic record|anaesthetic note|radiology|radiology report|radiology addendum|pathology|histology|histology report|lab letter|laboratory report|echo report|ct report|mri report|ultrasound report|scan report|screening questionnaire|questionnaire|case conference|mdt outcome|mdt meeting|mdt discussion|multidisciplinary|multidisciplinary meeting|tumour board|tumor board|teaching|teaching ward round|teaching round|audit|audit entry|ward clerk|complaint response|incident form|incident report|dispensing error|chronology|old notes|trial eligibility|research visit|night shift|night report|nursing handover|handover|vaccination record|immunisation record|certificate|death certificate|admin|admin note|admin entry|referral letter|post-mortem|post mortem|coroner|safeguarding meeting|family meeting|consultant ward round|ward round|post take ward round|post-take ward round|duplicate entry|did not attend|minutes|learning points|social history updated|drug chart|observation chart|ambulance record|ambulance sheet|ed record|resus record|transfer note|ot home visit report|family history taken",
    ),
    (
        Heading::History,
        "destination|discharge destination|date of discharge|consultant|consultant team|ward|name|dob|address|hospital number|past medical history|medical history|past history|past surgical history|surgical history|history|history of present illness|history of presenting complaint|presenting complaint|presenting problem|presentation|reason for admission|reason for stay|reason for visit|reason for referral|chief complaint|complaint|background|family history|social history|family and social history|drug history|medication history|medication on admission|medications on admission|admission medication|admission medications|home medications prior to admission|pre-admission medication|pre-admission medications|medications prior to admission|previous medication|previous medications|past medication|past medications|prior medications|examination|examination on arrival|on examination|physical examination|physical exam|exam|findings|investigations|investigation|results|result|results letter|lab results|labs on admission|imaging|hospital course|course in hospital|course|progress|progress on the ward|inpatient course|ward course|inpatient stay|clinical course|stay|procedure|procedures|operation|operation note|theatre note|operative findings|treatment given|treatment in hospital|given|given in ed|given in hospital|given in clinic|ed course|treatment received|diagnosis|diagnoses|impression|assessment|review of systems|vitals|observations|obs|data|data reviewed|data reviewed today|subjective|objective|discussion|discussions|summary|admission details|date of admission|admitted|discharged|results awaited|results awaited at discharge|pending results|social|family|problem list|active problems|problems|complications|summary of admission|events|narrative|clinical summary|clinical details|current situation|addendum|time|copies|past treatment|previous treatment|previous treatments|prior treatment|treatments tried|tried|reason|indication|risk factors|immunisations|vaccination history|obstetric history|gynae history|hpi|pmh|allergy history|smoking|wt|weight|home meds|home medications|smoking status|for the general practitioner|to the general practitioner|what we ask of you|for your own records|for your records|information for the gp|what he was taking before|what she was taking before|medicines before admission|tablets before admission|team discussions|treatment so far|treatment to date|previous analgesia|analgesia on the ward|ward medication|inpatient medication|inpatient treatment|on the ward|in hospital",
    ),
    (
        Heading::Plan,
        "plan|plans|treatment plan|management|management plan|treatment|discharge medication|discharge medications|medication on discharge|medications on discharge|medicines on discharge|meds on discharge|medication at discharge|medications at discharge|medication to take home|medicines to take home|meds to take home|discharge meds|discharge prescription|discharge instructions|instructions|instructions for patient|instructions for patient and carers|patient instructions|instructions for home|advice|advice to patient|patient advice|follow-up|follow up|followup|follow-up plan|follow up plan|follow up appointments|follow-up appointments|appointments|appointment|to do|todo|actions|action|action plan|actions for gp|gp actions|gp to|recommendations|recommendation|prescription|prescriptions|prescribed|rx|rx today|medication|medications|meds|medicines|current medication|current medications|new medications|new medication|new medicines|new meds|new|changed|changes|medication changes|continue|continuing|start|started|discharge plan|going home|at home|home care|home instructions|aftercare|after care|wound care|activity|diet|orders|what we have agreed|we have agreed|agreed plan|assessment and plan|assessment & plan|impression and plan|impression/plan|next steps|to take away|take home|today|now|patient to|tests|investigations requested|bloods requested|referrals|exercise|exercises|monitoring|restrictions|physio|physiotherapy|tasks|medication list|take|what to do|what you need to do|therapy|regime|regimen|taper|schedule|reducing regime|health maintenance|for the patient|for you to do|rehabilitation|lifestyle|pain relief|analgesia|post-op instructions|postop instructions|post-operative instructions|real note|the plan|nursing|self-care|self care|step-down|discharge advice",
    ),
    (
        Heading::Stopped,
        "stop|stopped|stop taking|medication stopped|medications stopped|medicines stopped|stopped medication|stopped medications|stopped medicines|discontinued|discontinued medication|discontinued medications|discontinue|medications discontinued|drugs stopped|meds stopped|do not take|do not continue|held|on hold|withheld|suspended|ceased|no longer taking|stop these medicines|medicines to stop|medications to stop",
    ),
    (
        Heading::Forbidden,
        "allergies|allergy|drug allergies|allergies and intolerances|intolerances|adverse reactions|sensitivities|contraindications|avoid",
    ),
    (
        Heading::SafetyNet,
        "safety net|safety netting|safety-netting|red flags|when to call|when to seek help|return precautions|seek help if|call if|call us if|return if|emergency|warning signs|when to worry|come back if|return to ed if|when to return",
    ),
];
