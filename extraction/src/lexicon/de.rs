//! German.
//!
//! A data table, longer than a file of code should be: its rows are the language.

use super::Time::*;
use super::{Cue, Heading, Subject, Table, Time};

const MORNING: u8 = 1;
const NOON: u8 = 2;
const AFTERNOON: u8 = 4;
const EVENING: u8 = 8;
const BEDTIME: u8 = 16;

const WORKING: u8 = 0b001_1111;
const WEEKEND: u8 = 0b110_0000;

/// The rows.
pub const TABLE: Table = Table {
    timing: TIMING,
    subjects: SUBJECTS,
    cues: CUES,
    headings: HEADINGS,
    endings: ENDINGS,
    frequent: "statt der die das und fur mit bei nach zu zur zum im in tag tage tagen taglich woche wochen nicht kein keine ist ein eine einmal zweimal dreimal heute morgen morgens abends alle bitte patient patientin tgl vor auf uber wird den dem von stunden bis dann",
    ordinary: include_str!("ordinary/de.txt"),
};

const TIMING: &[(Time, &str)] = &[
    (Num(0.5), "halbe|halb|halbes|eine halbe|ein halbes"),
    (Num(1.0), "ein|eine|einen|eins|einer|einem"),
    (Num(1.5), "anderthalb|eineinhalb"),
    (Num(2.0), "zwei|paar|beide"),
    (Num(3.0), "drei"),
    (Num(4.0), "vier"),
    (Num(5.0), "funf|fuenf"),
    (Num(6.0), "sechs"),
    (Num(7.0), "sieben"),
    (Num(8.0), "acht"),
    (Num(9.0), "neun"),
    (Num(10.0), "zehn"),
    (Num(11.0), "elf"),
    (Num(12.0), "zwolf|zwoelf"),
    (Num(14.0), "vierzehn"),
    (Num(15.0), "funfzehn"),
    (Num(20.0), "zwanzig"),
    (Num(21.0), "einundzwanzig"),
    (Num(28.0), "achtundzwanzig"),
    (Num(30.0), "dreissig"),
    (Num(40.0), "vierzig"),
    (Num(50.0), "funfzig"),
    (Num(60.0), "sechzig"),
    (Num(100.0), "hundert"),
    (Num(1000.0), "tausend"),
    (Unit(crate::lexicon::Unit::Minute), "minute|minuten|sekunden"),
    (Unit(crate::lexicon::Unit::Hour), "stunde|stunden"),
    (Unit(crate::lexicon::Unit::Day), "tag|tage|tagen|nacht|nachte|nachten|tages|werktage"),
    (Unit(crate::lexicon::Unit::Week), "woche|wochen|wo"),
    (Unit(crate::lexicon::Unit::Month), "monat|monate|monaten|monats|mon"),
    (Unit(crate::lexicon::Unit::Year), "jahr|jahre|jahren|jahres"),
    (Times, "mal|x|male|anwendungen|anwendung|applikationen|gaben|einzelgaben"),
    (TimesN(1.0), "einmal|1 mal|ein mal"),
    (TimesN(2.0), "zweimal|zwei mal"),
    (TimesN(3.0), "dreimal|drei mal"),
    (TimesN(4.0), "viermal|vier mal"),
    (TimesN(5.0), "funfmal|fuenfmal"),
    (TimesN(6.0), "sechsmal"),
    (TimesN(8.0), "achtmal"),
    (TimesN(10.0), "zehnmal"),
    (Per, "pro|am|in der|im|je|die"),
    (Every, "alle|jeden|jede|jedes|jeder|jedem|aller"),
    (Nth(2.0), "zweiten|zweite|zweites|zweiter|anderen"),
    (Nth(3.0), "dritten|dritte|dritter"),
    (Nth(4.0), "vierten"),
    (Hourly, "stundlich|std lich"),
    (
        Daily(2.0),
        "morgens und abends|fruh und abends|morgens u. abends|am morgen und am abend|morgens und zur nacht|zum fruhstuck und abendessen|zum fruhstuck und zum abendessen|fruh und abend|morgens/abends|morgens u abends|morgens + abends|fruh/abends",
    ),
    (
        Daily(1.0),
        "taglich|tgl|tagl|taegl|taglich einmal|pro tag|am tag|jeden tag|taglicher|tagliche|tagliches|jede nacht|zur nacht taglich|nachtlich|alle 24 stunden|taglichen|tagl.|tgl.|taegl.",
    ),
    (
        EveryDays(2.0),
        "jeden zweiten tag|jeden 2. tag|jeden 2 tag|alle zwei tage|alle 2 tage|jeden anderen tag|jede zweite nacht|jeden zweiten abend|jeden zweiten morgen|alle 48 stunden|an jedem zweiten tag|einen tag ja einen tag nein|jede 2. nacht|jeden 2. abend|jeden 2. morgen|tag um tag",
    ),
    (
        EveryDays(7.0),
        "wochentlich|wochentliche|wochentlicher|pro woche|in der woche|die woche|jede woche|wochentl|wochentl.|je woche|alle 7 tage|alle sieben tage|allwochentlich",
    ),
    (
        EveryDays(14.0),
        "14-tagig|14 tagig|14-taglich|vierzehntagig|alle zwei wochen|alle 14 tage|zweiwochentlich|jede zweite woche",
    ),
    (EveryDays(30.0), "monatlich|monatliche|pro monat|im monat|jeden monat|einmal im monat"),
    (
        EveryDays(90.0),
        "quartalsweise|vierteljahrlich|vierteljahrliche|pro quartal|jedes quartal|dreimonatlich|alle drei monate|alle 3 monate|dreimonatig|einmal im quartal",
    ),
    (EveryDays(180.0), "halbjahrlich|halbjahrliche|alle sechs monate"),
    (EveryDays(365.0), "jahrlich|jahrliche|pro jahr|im jahr|jedes jahr"),
    (
        Slot(MORNING),
        "morgens|am morgen|fruh|frueh|vor dem fruhstuck|zum fruhstuck|nach dem fruhstuck|nuchtern|vormittags|jeden morgen|beim aufstehen|in der fruh",
    ),
    (Slot(NOON), "mittags|am mittag|zum mittagessen|mittag|nach dem mittagessen"),
    (Slot(AFTERNOON), "nachmittags|am nachmittag"),
    (
        Slot(EVENING),
        "abends|am abend|zum abendessen|jeden abend|abend|vor dem abendessen|nach dem abendessen",
    ),
    (
        Slot(BEDTIME),
        "zur nacht|nachts|vor dem schlafen|vor dem schlafengehen|beim schlafengehen|vor dem zubettgehen|in der nacht|z. n. acht|zum schlafen|vor dem einschlafen",
    ),
    (
        Meals,
        "zu den mahlzeiten|vor den mahlzeiten|nach den mahlzeiten|zu jeder mahlzeit|vor jeder mahlzeit|nach jeder mahlzeit|mit den mahlzeiten|zu den hauptmahlzeiten",
    ),
    (
        Prn,
        "bei bedarf|b. bed.|i.b.|i. b.|b bed|b.b.|bb|bed.|bedarfsweise|falls notig|wenn notig|falls erforderlich|wenn erforderlich|im bedarfsfall|als bedarf|bedarfsmedikation|als bedarfsmedikation|bei schmerzen|bei fieber|bei ubelkeit|bei atemnot|bei attacke|bei attacken|bei beschwerden|bei luftnot|bei husten|bei unruhe|bei juckreiz|bei kopfschmerzen|im notfall|nur bei bedarf|bei starken schmerzen|bei schlafstorungen|bei anfall|bei angina pectoris|im anfall|wenn sie es braucht|wenn er es braucht|bei schmerz|bei schmerzspitzen|bei durchbruchschmerz|bei durchbruchschmerzen|bei kopfschmerz|bei migrane|bei migraneattacke|bei schwindel|bei verstopfung|bei obstipation|bei sodbrennen|bei krampfen|bei krampfanfall|bei panik|bei panikattacken|bei schlaflosigkeit|bei einschlafstorung|bei einschlafstorungen|bei asthmaanfall|bei hypoglykamie|bei unterzucker|bei engegefuhl|bei temperatur uber|bei fieber uber|bei verschlechterung der schmerzen|bei muskelverspannung|bei muskelschmerzen|bei regelschmerzen|bei bauchschmerzen|bei halsschmerzen|bei ruckenschmerzen|so oft notig|so oft wie notig|wenn es notig ist|wenn es juckt|wenn es schmerzt|wenn schmerzen|wenn notwendig|falls notwendig|nur wenn notig|nur im notfall|als notfallmedikation|notfallmedikation|b.b|b.bed|bed|s.o.s|sos|nach bedarf",
    ),
    (If, "wenn|falls|bei|sofern|nur wenn|nur bei"),
    (
        For,
        "fur|fuer|uber|ueber|wahrend|fur weitere|weitere|noch|noch fur|insgesamt|fur insgesamt|die nachsten|in den nachsten|fur die nachsten|mindestens|fur mindestens|fur die ersten|in den ersten|die ersten|f.|fur ca|fur etwa|nachsten|fur zunachst|zunachst|zunachst fur|lang|dauer|fur die dauer von|uber die nachsten|f",
    ),
    (
        Until,
        "bis|bis zum|bis zur|bis einschliesslich|bis inkl|bis inkl.|bis incl.|bis einschl|bis einschl.|bis inklusive|bis mindestens",
    ),
    (
        End,
        "letzte einnahme|letzte gabe|letzte dosis|letzte tablette|letzte injektion|letzter tag|letzter einnahmetag|letzter behandlungstag|letztmals|letztmalig|enddatum|therapieende|ende der therapie|behandlungsende|endet|endet am|ende am",
    ),
    (
        In,
        "in|am|nach|im|ab|ab dem|innerhalb von|binnen|vor|zum|den|in ca|in etwa|um|kommenden|nachsten|seit dem|in der|vom|zur|fur den|fur",
    ),
    (After, "nach|nach ca|fruhestens nach"),
    (UpTo, "hochstens|maximal|max|bis zu|nicht mehr als|max.|nicht ofter als|maximal bis zu|hoechstens"),
    (To, "bis|bis zu|oder|-"),
    (And, "und|u"),
    (Or, "oder|bzw"),
    (
        Then,
        "dann|ab dann|danach dann|danach|anschliessend|darauf|gefolgt von|im anschluss|hiernach|und dann|und danach|reduzieren auf|steigern auf|erhohen auf|dann reduzieren auf|spater|ab dann|dann steigern auf|dann auf|reduktion auf|steigerung auf|dann weiter mit|dann weiter",
    ),
    (
        Filler,
        "jeweils|ca|circa|etwa|ungefahr|weitere|weiteren|noch|nur|insgesamt|lang|mindestens|nachsten|ersten|die|den|der|zusatzlich|volle|ganze|rund|knapp|guten",
    ),
    (
        Once,
        "einmalig|einmalige gabe|einmaldosis|als einmaldosis|einzeldosis|als einzeldosis|nur einmal|sofort|jetzt|umgehend|einmalgabe|als einmalgabe",
    ),
    (
        Date(0),
        "heute|heute abend|heute nacht|heute nachmittag|heute mittag|noch heute|fur heute|fur 24 stunden|24 stunden|fur 24 std|24 std|24h|heute noch",
    ),
    (
        Date(1),
        "morgen|morgen fruh|morgen abend|morgen vormittag|morgen nachmittag|am nachsten tag|baldmoglichst|so bald wie moglich|am folgetag|ab morgen|morgen mittag|am morgigen tag",
    ),
    (Date(2), "ubermorgen"),
    (
        Date(3),
        "diese woche|in den nachsten tagen|noch diese woche|in wenigen tagen|zeitnah|in dieser woche|in den kommenden tagen|dieses wochenende|bis ende der woche|zum wochenende|baldigst",
    ),
    (
        Date(7),
        "nachste woche|kommende woche|in der nachsten woche|in der kommenden woche|anfang nachster woche|nachster woche|kommender woche|in einer woche|heute in einer woche|nach einer woche|ende nachster woche|mitte nachster woche",
    ),
    (Date(14), "diesen monat|im laufe des monats|in den nachsten wochen|ubernachste woche|in vierzehn tagen"),
    (
        Date(30),
        "nachsten monat|kommenden monat|im nachsten monat|im kommenden monat|in einem monat|nach einem monat",
    ),
    (
        Date(60),
        "beim nachsten termin|vor dem nachsten termin|bei der nachsten kontrolle|dieses jahr|im fruhjahr|im herbst|im sommer|im winter|nach therapieende|nach abschluss der therapie|bei nachster vorstellung|im nachsten quartal|nachstes quartal|im fruhling|im kommenden jahr|nachstes jahr|im nachsten jahr|im laufe des jahres|bis jahresende|vor weihnachten|nach weihnachten|vor ostern|nach ostern|bei der nachsten vorstellung|bei der nachsten visite|beim nachsten mal|beim nachsten besuch|zum nachsten termin|zur nachsten kontrolle|spatestens im herbst|moglichst bald|am ende der therapie|nach ende der therapie|vor dem winter",
    ),
    (Weekday(0), "montag|mo"),
    (Weekday(1), "dienstag|di"),
    (Weekday(2), "mittwoch|mi"),
    (Weekday(3), "donnerstag|do"),
    (Weekday(4), "freitag|fr"),
    (Weekday(5), "samstag|sonnabend|sa"),
    (Weekday(6), "sonntag"),
    (Weekdays(0), "montags|jeden montag|jeden montagmorgen|jeden montagabend|immer montags"),
    (Weekdays(1), "dienstags|jeden dienstag|jeden dienstagmorgen|jeden dienstagabend"),
    (Weekdays(2), "mittwochs|jeden mittwoch|jeden mittwochmorgen|jeden mittwochabend"),
    (Weekdays(3), "donnerstags|jeden donnerstag|jeden donnerstagmorgen|jeden donnerstagabend"),
    (Weekdays(4), "freitags|jeden freitag|jeden freitagmorgen|jeden freitagabend"),
    (Weekdays(5), "samstags|jeden samstag|jeden samstagmorgen|jeden samstagabend|sonnabends|jeden sonnabend"),
    (Weekdays(6), "sonntags|jeden sonntag|jeden sonntagmorgen|jeden sonntagabend"),
    (
        Days(WORKING),
        "werktags|an werktagen|wochentags|an wochentagen|unter der woche|nur werktags|an arbeitstagen",
    ),
    (
        Days(WEEKEND),
        "am wochenende|an wochenenden|an den wochenenden|wochenends|jedes wochenende|nur am wochenende|sa/so|sa + so|sa und so|sa u so|sa u. so|sa-so|sa, so",
    ),
    (
        OtherDays,
        "an den anderen tagen|an den ubrigen tagen|an allen anderen tagen|sonstige tage|ubrige tage|die ubrigen tage|an anderen tagen",
    ),
    (Except, "ausser|ausser am|ausgenommen|ausgenommen am|mit ausnahme von|mit ausnahme des"),
    (
        Vague,
        "eine weile|eine zeit lang|eine zeitlang|einige zeit|einiger zeit|kurze zeit|eine kurze zeit|ein weilchen|langere zeit",
    ),
    (Month(1), "januar|janner"),
    (Month(2), "februar"),
    (Month(3), "marz|maerz"),
    (Month(4), "april"),
    (Month(5), "mai"),
    (Month(6), "juni"),
    (Month(7), "juli"),
    (Month(8), "august"),
    (Month(9), "september"),
    (Month(10), "oktober"),
    (Month(11), "november"),
    (Month(12), "dezember"),
    (Ago, "alt|alte|alter|zuvor|vorher|her|alten|schwangerschaftswoche|ssw|postpartal|vergangen"),
    (Awake, "tagsuber|wahrend des tages|im wachzustand|am tage|solange wach"),
    (
        Ongoing,
        "dauerhaft|lebenslang|langfristig|dauertherapie|bis auf weiteres|bis zur kontrolle|bis zum nachsten termin|weiterhin|auf dauer|als dauermedikation|dauermedikation|bis aufgebraucht|bis zur abheilung|bis zur beschwerdefreiheit|unbefristet|bis zur wiedervorstellung|bis zur nachsten kontrolle|bis zum kontrolltermin|bis zur entfernung|bis zur geburt|bis zur op|bis zur heilung|bis die packung leer ist|bis packung leer|bis packung aufgebraucht|auf unbestimmte zeit|als dauertherapie|in dauertherapie|solange kortison|solange notig|lebenslanglich|ein leben lang|fur immer|weiter wie bisher",
    ),
    (
        Measure,
        "mikrogramm|milligramm|gramm|milliliter|liter|einheiten|einheit|glaser|glas|tassen|kilogramm|i.e.|ie",
    ),
    (
        Piece,
        "tablette|tabletten|tbl|tabl|kapsel|kapseln|kps|tropfen|trpf|hub|hube|hubstosse|spruhstoss|spruhstosse|beutel|btl|messloffel|essloffel|teeloffel|ml-loffel|pflaster|zapfchen|supp|ampulle|ampullen|spritze|spritzen|injektion|injektionen|dragee|dragees|stuck|inhalationen|spruhstosse|sprayhub|stosse|inhalation|tabl.|tab|tabs|gtt|sachet|sachets|messbecher|brausetablette|brausetabletten|schmelztablette|schmelztabletten|lutschtablette|retardtablette|retardtabletten|filmtablette|filmtabletten|portionen|dosierpipette|tr",
    ),
    (
        Nothing,
        "bds|b.d.s.|beidseits|bei entlassung|bei aufnahme|bei uns|bei hausarzt|beim hausarzt|bei ihrem hausarzt|bei ihnen|bei der untersuchung|bei z. n|bei verdacht|bei bekanntem|bei bekannter|bei normalem|bei unauffalligem|in jedes auge|in jedes nasenloch|je nasenloch|je auge|jedes auge|beide augen|in beide augen|jede seite|am auge|am bein|am arm|am knie|im auge|im ohr|im krankenhaus|im liegen|im sitzen|im stehen|im bett|im ubrigen|in die praxis|in der praxis|in unserer praxis|in unserer sprechstunde|in der sprechstunde|in der ambulanz|in ruhe|in form|im verlauf|am unterschenkel|vor ort|zum hausarzt|zum rontgen|zum arzt|nach dem essen|vor dem essen|zum essen|mit dem essen|zu dem essen|nach hause|nach plan|nach schema|nach anweisung|nach op|nach rucksprache|vor op|alle medikamente|alle beschwerden|fur die nacht|24-h|24 h rr|24-h-rr|24-stunden|langzeit|vitamin d|z. b|zum beispiel|nach wie vor|nicht nuchtern|bei der|bei einer|bei einem",
    ),
];

const SUBJECTS: &[(Subject, &str)] = &[
    (
        Subject::Errand,
        "entfernen|kommen|wiederkommen|anrufen|erfragen|telefonisch erfragen|besprechen|melden|vereinbaren|wiederholen|kontrollieren|mitbringen|abgeben|abholen|vorstellen|besuchen|impfen|termin vereinbaren|wiedervorstellung|bringen|zeigen|schicken|einreichen|ausfullen|bitte kommen|bitte vereinbaren|ausmachen|termin ausmachen|kontrolltermin vereinbaren|buchen|faden ziehen lassen|ziehen lassen|entfernen lassen|kontrollieren lassen|untersuchen lassen|abklaren lassen|bestimmen lassen|uberprufen|uberprufen lassen|abnehmen lassen|impfen lassen|auffrischen lassen|wieder vorstellen|sich vorstellen|vorstellig werden|wieder kommen|komme wieder|aufsuchen|telefonieren|zuruckrufen|rufen sie an|wieder einbestellen|einbestellen|mit bringen|vorbeibringen|vorbeikommen|abgeben lassen|nachkontrollieren|wiederbestellen|teilnehmen|anmelden|sich melden|komme ich|ich komme|ziehen|beantragen|besorgen|auffrischen",
    ),
    (
        Subject::Form,
        "salbe|creme|gel|lotion|shampoo|augentropfen|ohrentropfen|nasentropfen|nasenspray|augensalbe|spray|inhalator|saft|losung|pflaster|einlauf|zapfchen|mundspulung|tropfen|medikament|medikamente|medikation|spritze|spritzen|kochsalzlosung|salbenverband|pulver|tabletten|hustenloser|kompressen|hustenstiller|nagellack|schaum|tinktur|zinkpaste|fettsalbe|fettcreme|pflegecreme|feuchtigkeitscreme|handcreme|emulsion|badezusatz|olbad|nasensalbe|nasenol|augengel|tranenersatz|mundgel|lutschtabletten|lutschtablette|brausetabletten|granulat|vaginalzapfchen|vaginaltabletten|ovula|klistier|depotspritze|insulinspritze|inhalationslosung|vernebler|dosieraerosol|pulverinhalator|lack|spulung",
    ),
    (Subject::Habit, "alkohol|rauchen|nikotin|bier|wein"),
    (
        Subject::Activity,
        "teilbelastung|vollbelastung|entlastung|sohlenkontakt|sauna|ruhe|bettruhe|schonung|korperliche schonung|korperlich schonen|schonen|kuhlung|kuhlen|eis|eispackung|eispackungen|warme|warmflasche|warmeanwendung|umschlage|kalte umschlage|ubungen|krankengymnastische ubungen|atemubungen|dehnubungen|dehnung|beckenbodentraining|beckenbodengymnastik|inhalieren|inhalation|inhalationen|gurgeln|nasenspulung|nasenspulungen|nasendusche|inhalieren|inhalation|dampfinhalation|sitzbader|sitzbad|bad|bader|baden|duschen|wundpflege|wundversorgung|verband|verbandwechsel|verbandswechsel|verbande|schiene|gips|orthese|schlinge|armschlinge|gehstutzen|unterarmgehstutzen|krucken|halskrause|kompressionsstrumpfe|kompression|strumpfe|stutzstrumpfe|bandage|flussigkeit|trinkmenge|trinken|wasser|diat|schonkost|leichte kost|kost|salzarme kost|salz|alkoholkarenz|kaffee|autofahren|auto fahren|autofahrverbot|fahrverbot|fahren|sport|ausdauersport|sportverbot|sportkarenz|sportpause|kontaktsport|schwimmen|schwimmbad|sauna|heben|schweres heben|heben schwerer lasten|schwere lasten|lasten|tragen|belastung|vollbelastung|teilbelastung|entlastung|arbeit|arbeitsunfahig|arbeitsunfahigkeit|krankschreibung|krankgeschrieben|au|schule|kindergarten|kita|geschlechtsverkehr|tampons|sonne|sonnenschutz|kontaktlinsen|fliegen|blutdruck|rr|blutdruckmessung|blutdruckmessungen|blutdrucktagebuch|blutdruckprotokoll|blutzucker|bz|bz-messung|blutzuckermessung|gewicht|temperatur|fusse|tagebuch|kopfschmerztagebuch|kopfschmerzkalender|kalender|sauerstoff|massage|massagen|lymphdrainage|luftbefeuchter|stillen|hochlagern|hochlagerung|bein hochlagern|arm hochlagern|kissen|hygiene|mundhygiene|lidrandpflege|lidrandhygiene|cpap|handschuhe|bettwasche|spaziergang|spaziergange|spazieren|spazierengehen|gehen|laufen|radfahren|yoga|bewegung|gymnastik|training|rauchverzicht|stutzen|uberkreuzen|beine|verkreuzen|bucken|nuchternzucker|nuchternblutzucker|nuchtern-bz|bz-messungen|bz-tagesprofil|blutzuckertagesprofil|blutzuckermessungen|blutzuckerkontrolle|blutzuckerkontrollen|blutzuckertagebuch|blutdruck messen|rr-messung|rr-messungen|rr-protokoll|rr-kontrolle|blutdruckkontrollen|gewichtskontrolle|gewichtskontrollen|tagliches wiegen|temperaturkontrolle|fiebermessen|fieber messen|peak-flow|peak-flow-messung|peakflow|atemtherapie|atemtrainer|triflow|lungensport|rehasport|reha-sport|herzsport|funktionstraining|wassergymnastik|aquajogging|schwimmtraining|nordic walking|radeln|fahrradergometer|ergometer|heimtrainer|ausdauertraining|krafttraining|muskeltraining|ruckenschule|ruckenubungen|kniebeugen|pendelubungen|dehnen|dehnungsubungen|gleichgewichtstraining|lagerungsubungen|lagerungstraining|sehubungen|mobilisieren|eigenubungen|heimubungen|entspannung|entspannungsubungen|autogenes training|progressive muskelentspannung|pmr|meditation|achtsamkeit|schlafhygiene|schlaftagebuch|trinkprotokoll|miktionstagebuch|miktionsprotokoll|ernahrungstagebuch|schmerztagebuch|anfallskalender|symptomtagebuch|stimmungstagebuch|zykluskalender|kindsbewegungen|milchpumpe|abpumpen|zwischenmahlzeit|krautertee|kamillentee|elektrolytlosung|breikost|weiche kost|flussige kost|passierte kost|fettarme kost|ballaststoffe|ballaststoffreiche kost|kochsalzarme kost|natriumarme kost|diabeteskost|reduktionskost|vollkost|nahrungskarenz|milchprodukte|sussigkeiten|limonade|energydrinks|larmschutz|gehorschutz|bildschirmzeit|bildschirmpause|bildschirmarbeit|sonnencreme|sonnenschutzcreme|sonnenbrille|solarium|sonnenbad|sonnenbader|uv-schutz|kompressen|kalte kompressen|warme kompressen|feuchte umschlage|quarkwickel|wadenwickel|eisbeutel|kuhlpack|kuhlpacks|coolpack|coolpacks|rotlicht|warmepflaster|kirschkernkissen|fango|kinesiotape|tapeverband|stutzverband|salbenverband|salbenverbande|druckverband|kompressionsverband|kompressionsverbande|kompressionsstrumpf|thrombosestrumpfe|anti-thrombose-strumpfe|kniebandage|sprunggelenksorthese|aircast|vacoped|vorfussentlastungsschuh|entlastungsschuh|einlagen|schuheinlagen|gehhilfe|gehhilfen|rollator|gehwagen|gehstock|gilchrist|gilchristverband|desault|schulterorthese|handgelenkschiene|nachtschiene|lagerungsschiene|daumenschiene|fingerschiene|beissschiene|aufbissschiene|zahnspange|korsett|mieder|rucksackverband|belastungssteigerung|fussbad|fussbader|handbad|handbader|teilbad|wannenbad|wannenbader|kamillenbad|eichenrindenbad|inhalationen|kochsalzinhalation|nasenpflege|nasentoilette|mundpflege|mundspulung|mundspulungen|mundspullosung|gurgellosung|zahne putzen|zahnputzen|zahnseide|lidreinigung|lidrandreinigung|augenpflege|augenklappe|augenverband|okklusion|abkleben|hautpflege|ruckfettende pflege|rueckfettende pflege|nagelpflege|fusspflege|fusskontrolle|fussinspektion|narbenpflege|narbenmassage|silikonpflaster|silikongel|stomapflege|stomaversorgung|katheterpflege|katheterwechsel|beutelwechsel|drainagepflege|selbstkatheterismus|selbstuntersuchung|brustselbstuntersuchung|sauerstofftherapie|heimsauerstoff|langzeitsauerstoff|vorlagen|heben und tragen|uberkopfarbeit|kniende tatigkeiten|treppensteigen|klettern|joggen|fussball|skifahren|reiten|tanzen|fitnessstudio|schulsport|sportunterricht|wettkampf|wettkampfe|flugreisen|flugreise|nachtdienst|nachtschicht|schichtarbeit|leitern|dampfbad|whirlpool|thermalbad|nikotinkarenz|alkoholverzicht|kaffeeverzicht|intimverkehr|schminken|make-up|nase schnauben|naseputzen|heisse getranke|scharfes essen|scharfe speisen|oberkorperhochlagerung|oberkorper hochlagern|beine hochlagern|bein hochlegen|fuss hochlagern|kopf hochlagern|mittagsschlaf|mittagsruhe|stimmruhe|stimmschonung|physikalische schonung|quarantane|homeoffice|puls messen|fahrrad fahren|rad fahren|knien|hocken|larm|mahlzeiten",
    ),
    (
        Subject::Deed,
        "lagern|hoch lagern|hochlagern|halten|tragen|waschen|reinigen|wechseln|abnehmen|messen|uberwachen|wiegen|notieren|aufschreiben|dokumentieren|fuhren|trinken|essen|vermeiden|meiden|reduzieren|ausruhen|hochlagern|kuhlen|dehnen|schlafen|bleiben|gehen|spulen|gurgeln|putzen|bedecken|massieren|bewegen|schwimmen|fahren|heben|rauchen|arbeiten|baden|duschen|uben|spazieren|inhalieren|einreiben|eincremen|abdecken|belasten|trainieren|legen|sitzen|stehen|rausnehmen|ablegen|auflegen|bitte messen|abtupfen|abtrocknen|abspulen|ausspulen|turnen|joggen|radeln|mobilisieren|ausatmen|einatmen|fasten|verzichten|pumpen|abpumpen|protokollieren|eintragen|desinfizieren|neu verbinden|luften|rasieren|wandern|schonen|hochlegen|cremen|warm halten|trocken halten|sauber halten|ruhig halten|entlasten|anspannen|anlegen",
    ),
    (
        Subject::Test,
        "blutabnahme|blutentnahme|blutkontrolle|blutbild|laborkontrolle|labor|laborwerte|nierenwerte|leberwerte|schilddrusenwerte|elektrolyte|kreatinin|kalium|cholesterin|lipide|ferritin|nuchternglukose|urinprobe|urinkontrolle|urinkultur|urinstatus|urin|stuhlprobe|stuhltest|abstrich|rontgen|rontgenkontrolle|rontgen-kontrolle|rontgenaufnahme|rontgen-thorax|rontgen thorax|ultraschall|sonographie|sono|echokardiographie|herzecho|echo|mrt|ct|kernspin|mammographie|mammografie|darmspiegelung|koloskopie|magenspiegelung|gastroskopie|knochendichtemessung|knochendichte|lungenfunktion|spirometrie|belastungs-ekg|langzeit-ekg|langzeit-rr|langzeit-blutdruckmessung|langzeitblutdruck|hortest|sehtest|augenhintergrund|allergietest|atemtest|schlaflabor|biopsie|szintigraphie|duplex|doppler|inr-kontrolle|inr|quick|quickkontrolle|gerinnung|test|hautkrebsscreening|screening|krebsvorsorge|vorsorge|tsh-kontrolle|ekg|ekg-kontrolle|24-h-rr|24-h-blutdruckmessung|audiogramm|tonaudiogramm|tympanogramm|gehortest|gesichtsfeld|gesichtsfeldmessung|oct|augendruckmessung|augendruck|augenhintergrunduntersuchung|funduskopie|netzhautuntersuchung|netzhautkontrolle|sehscharfe|hba1c-kontrolle|hba1c|crp-kontrolle|blutsenkung|ft4|ft3|schilddrusenlabor|leberlabor|nierenlabor|kontrolllabor|labor-kontrolle|laborkontrollen|blutwerte|kleines blutbild|grosses blutbild|differentialblutbild|hb-kontrolle|eisenwerte|eisenstatus|eisenspiegel|vitamin-d-spiegel|vitamin d spiegel|medikamentenspiegel|lithiumspiegel|digoxinspiegel|spiegelkontrolle|spiegelbestimmung|calprotectin|fit-test|okkultes blut|haemoccult|ifobt|helicobacter-test|h. pylori test|c13-atemtest|ogtt|oraler glukosetoleranztest|glukosetoleranztest|zuckerbelastungstest|zuckertest|urinstix|u-stix|urinteststreifen|24-h-urin|sammelurin|mittelstrahlurin|psa-wert|psa-kontrolle|kreatininkontrolle|kalium-kontrolle|kaliumkontrolle|elektrolytkontrolle|natriumkontrolle|gerinnungskontrolle|inr-messung|quick-kontrolle|d-dimere|blutgasanalyse|bga|bodyplethysmographie|bodyplethysmografie|6-minuten-gehtest|gehtest|polygraphie|polysomnographie|schlaflabordiagnostik|24-h-ekg|langzeitekg|belastungsekg|ergometrie|stressecho|stress-mrt|kardio-mrt|kardio-ct|herzkatheter|koronarangiographie|echo-kontrolle|echokardiografie|duplexsonographie|dopplersonographie|farbduplex|carotis-duplex|abdomensonographie|abdomen-sono|oberbauchsonographie|oberbauchsono|schilddrusensonographie|nierensonographie|mammasonographie|gelenksonographie|huftsonographie|ct-thorax|ct thorax|ct-abdomen|ct-kontrolle|schadel-ct|schadel-mrt|mrt-knie|mrt knie|mrt lws|mrt-lws|mrt schadel|mrt-kontrolle|knie-mrt|rontgen knie|rontgen-lws|rontgen-hand|rontgenbild|pet-ct|szintigramm|osteodensitometrie|dxa|dexa|osophagogastroduodenoskopie|rektoskopie|zystoskopie|hysteroskopie|kolposkopie|pap-abstrich|pap-test|krebsabstrich|zellabstrich|hpv-test|wundabstrich|rachenabstrich|nasenabstrich|mrsa-abstrich|chlamydientest|hiv-test|serologie|borrelienserologie|hepatitisserologie|allergiediagnostik|pricktest|prick-test|epikutantest|bluttest|ige-bestimmung|gentest|fruhgeborenenscreening|feindiagnostik|feinultraschall|ersttrimesterscreening|organscreening|ctg|ctg-kontrolle|wachstumssono|wachstumskontrolle|spermiogramm|eeg-kontrolle|nlg|nervenleitgeschwindigkeit|lumbalpunktion|neuropsychologische testung|demenztest|mmst|schwangerschaftstest|drogenscreening|probeentnahme|stanzbiopsie|check-up|gesundheitscheck|vorsorgeuntersuchung|krebsfruherkennung|hautscreening|mammographie-screening|sonokontrolle|sono-kontrolle|ultraschallkontrolle|emg|eeg|ogd",
    ),
    (
        Subject::Visit,
        "wv|ko|kontrolle in der praxis|termin|kontrolle|kontrolltermin|nachkontrolle|wundkontrolle|blutdruckkontrolle|gipskontrolle|verlaufskontrolle|wiedervorstellung|vorstellung|nachsorge|hausarzt|arzt|facharzt|praxis|sprechstunde|ambulanz|pflegedienst|physiotherapie|krankengymnastik|kg|manuelle therapie|ergotherapie|logopadie|reha|rehabilitation|psychotherapie|psychotherapeut|psychologe|psychologin|psychiater|ernahrungsberatung|diatberatung|fusspflege|podologie|podologe|augenarzt|augenarztin|optiker|hno|hno-arzt|zahnarzt|hautarzt|dermatologe|kardiologe|kardiologie|kardiologin|neurologe|neurologie|rheumatologe|rheumatologie|gastroenterologe|urologe|urologie|nephrologe|pneumologe|lungenfacharzt|endokrinologe|diabetologe|gynakologe|frauenarzt|frauenarztin|hebamme|chirurg|chirurgie|orthopade|orthopadie|onkologe|hamatologe|allergologe|kinderarzt|impfung|grippeimpfung|grippeschutzimpfung|tetanusimpfung|tetanus-auffrischung|tetanusauffrischung|auffrischung|auffrischimpfung|impfungen|pneumokokkenimpfung|fadenentfernung|fadenzug|faden ziehen|faden|klammerentfernung|klammern|klammern entfernen|gipsabnahme|gipsentfernung|anruf|telefonat|telefontermin|telefonische rucksprache|telefonische kontrolle|krankenhaus|notaufnahme|op|operation|aufnahme|dialyse|schulung|diabetesschulung|selbsthilfegruppe|gruppe|sozialdienst|apotheke|kur|koloskopie termin|op-termin|u-untersuchung|u6|u7|schauen wir|sehen wir uns|wiedersehen|wieder vorstellen|anschauen|wir telefonieren|rufe ich an|ruft sie an|ruft ihn an|augenarzttermin|zahnarzttermin|facharzttermin|hausarzttermin|arzttermin|nachster termin|nachste kontrolle|nachsorgetermin|gesprachstermin|beratungstermin|video-termin|videotermin|videosprechstunde|telefonsprechstunde|ruckruf|hno-termin|kontrolle beim|sichtkontrolle|nahtkontrolle|verbandskontrolle|zahnkontrolle|zahnarztkontrolle|augenarztkontrolle|augenkontrolle|gewichtskontrolltermin|grippe-impfung|pneumokokken-impfung|covid-impfung|covid-auffrischung|corona-impfung|gurtelrose-impfung|gurtelroseimpfung|zoster-impfung|zosterimpfung|rsv-impfung|hpv-impfung|fsme-impfung|hepatitis-b-impfung|tetanus auffrischung|tdap-impfung|keuchhustenimpfung|masernimpfung|mmr-impfung|reiseimpfung|impftermin|grippe- und pneumokokkenimpfung|u3|u4|u5|u8|u9|j1|mutterschaftsvorsorge|schwangerenvorsorge|hebammenbesuch|hausbesuch|wochenbettbesuch|ruckbildungskurs|geburtsplanung|kinderarztin|fruhforderung|sozialpadiatrisches zentrum|kinder- und jugendpsychiatrie|psychiatrie|psychiaterin|psychotherapeutin|verhaltenstherapie|gruppentherapie|suchtberatung|suchtambulanz|rauchentwohnung|raucherentwohnung|nichtraucherkurs|ernahrungsberaterin|diatassistentin|diabetesberatung|diabetesberaterin|diabetologin|diabetologie|dmp-termin|asthmaschulung|copd-schulung|bluthochdruckschulung|ruckenschule kurs|lungenfacharztin|pneumologie|pneumologin|hautarztin|dermatologie|dermatologin|kardiologische kontrolle|kardiologische vorstellung|neurologin|neurologie-termin|neurologische kontrolle|nephrologie|nephrologin|endokrinologie|endokrinologin|rheumatologin|gastroenterologie|hepatologie|onkologie|onkologin|hamatologie|gynakologie|gynakologin|urologin|urologische kontrolle|gefasschirurgie|gefasschirurg|angiologie|phlebologie|unfallchirurgie|unfallchirurg|neurochirurgie|neurochirurg|handchirurgie|handchirurg|fusschirurgie|wirbelsaulensprechstunde|schmerztherapie|schmerzambulanz|schmerzzentrum|palliativdienst|pflegestutzpunkt|sanitatshaus|orthopadietechnik|orthopadietechniker|horgerateakustiker|horakustiker|optikerin|orthoptik|orthoptistin|sehschule|kieferorthopade|kieferorthopadin|kieferchirurg|professionelle zahnreinigung|zahnreinigung|podologin|medizinische fusspflege|wundambulanz|wundmanagement|wundexpertin|stomatherapie|stomatherapeutin|physiotherapeut|osteopathie|lymphdrainage termin|atemphysiotherapie|anschlussheilbehandlung|rehabilitationsantritt|reha-antritt|stationare aufnahme|stationare wiederaufnahme|op-vorbereitung|anasthesiesprechstunde|pramedikation|narkosegesprach|aufklarungsgesprach|implantatentfernung|metallentfernung|drahtentfernung|drainagenentfernung|drainagezug|katheterentfernung|katheterzug|tamponadenentfernung|tamponade ziehen|schienenentfernung|gipswechsel|faden ex|fadenex|faden raus|nahtmaterialentfernung|nahtentfernung|klammern ex|klammern raus|schrittmacherkontrolle|icd-kontrolle|herzschrittmacherkontrolle|gerinnungssprechstunde|bluttransfusion|eiseninfusion|b12-spritze termin|arbeitsmedizin|betriebsarzt|medizinischer dienst|physio|vorsorge|tetanus",
    ),
    (
        Subject::Thing,
        "gewicht stabil|gewichtsverlust|gewichtszunahme|krankenhausaufenthalt|trinkt|raucht|entlassbrief|arztbrief|bisherige medikation|vormedikation|in ruhe|post op|postop|post-op-anweisungen|nach op|nach der op|vor op",
    ),
];

/// German writes what is done and how as one word.
const ENDINGS: &[(Subject, &str)] = &[
    (
        Subject::Test,
        "kontrolle|bestimmung|untersuchung|abnahme|entnahme|aufnahme|spiegelung|sonografie|sonographie|screening|diagnostik|profil|spiegel",
    ),
    (Subject::Visit, "termin|sprechstunde|vorstellung|beratung|ambulanz|impfung|therapie|zentrum"),
    (
        Subject::Form,
        "salbe|creme|tropfen|spray|tabletten|tablette|kapseln|losung|lotion|shampoo|pflaster|saft|zapfchen",
    ),
    (
        Subject::Activity,
        "gymnastik|ubungen|training|messung|messungen|tagebuch|protokoll|bad|bader|spulung|spulungen|wickel|verband|pflege|massage|karenz|verbot",
    ),
];

const CUES: &[(Cue, &str)] = &[
    (
        Cue::Instruct,
        "nehmen|einnehmen|einzunehmen|soll|sollte|sollen|sollten|muss|mussen|bitte|empfehle|empfehlen|empfohlen wird|wird empfohlen|empfehlung|wir empfehlen|ich empfehle|beginnen|beginn mit|starten|start mit|ansetzen|neu angesetzt|neu:|weiter|weiter mit|weiterfuhren|fortfuhren|fortsetzen|fortsetzung|beibehalten|gabe von|verabreichen|auftragen|anwenden|einreiben|tropfen in|injizieren|dazu|zusatzlich|erganzen|erhohung|umstellen auf|umstellung auf|wechsel auf|verordne|verordnet heute|verordnen wir|verschreibe|therapie mit|therapie:|therapie mit|behandlung mit|erhalt|bekommt|ist zu|sind zu|zu nehmen|notwendig ist|erbeten|erbitten|wir bitten um|ab sofort|ab heute|entlassung mit|entlassen mit|zur vorbeugung|zur prophylaxe|wieder aufnehmen|wieder ansetzen|wieder beginnen|aktuell|geht weiter mit|wir beginnen|wir starten|wir geben|ich verordne|verordnet|aufgeschrieben|nimmt ab heute|soll nehmen|kann nehmen|darf nehmen|bekommt jetzt|nach hause mit|zu hause|umgestellt auf|stattdessen|ab jetzt|bitte weiter|ich bitte um|werden empfohlen|angeraten|wir verordnen|wird angesetzt|neu begonnen|wechseln auf|erhohen auf|erhoht auf|erhohung auf|gesteigert auf|reduziert auf|senkung auf|fortfuhrung|bleiben bei|bleibt bei|wiederaufnahme|erhalt ab|bekommt ab|nehmen sie|verwenden|benutzen|geht nach hause mit|ist geplant|darf|kann|angesetzt|erhohen|steigern|reduzieren|weiterhin|empfohlen|geplant|beginn|bitte um|erforderlich|geben|inhalieren|neu|nimmt ab|rezept|rezeptiert|spritzen|vereinbart|verordnung",
    ),
    (
        Cue::Not,
        "statt|anstatt|anstelle von|anstelle|nicht|kein|keine|keinen|keinem|keiner|ohne|nie|niemals|vermeiden|meiden|verzicht auf|verboten|verbot|karenz|weder|noch nicht|nichts",
    ),
    (
        Cue::Needless,
        "nicht notwendig|nicht notig|nicht erforderlich|nicht indiziert|nicht empfohlen|nicht benotigt|nicht sinnvoll|kein bedarf|keine indikation|keine indikation fur|notwendig nicht|unnotig|abgelehnt|lehnt ab|ablehnung|allergie|allergisch|allergien|unvertraglichkeit|kontraindiziert|kontraindikation|ausgeschlossen|nicht vertragen|kein antibiotikum notig|kein mrt notwendig|keine massnahmen|keine therapie|keine weitere|keine weiteren|keine medikation|wird verzichtet|verzichtet|notig|notwendig|indiziert|und bekommt nichts|bekommt nichts|bekommt keine|braucht es nicht|brauchen wir nicht|braucht er nicht|braucht sie nicht|keine therapie erforderlich|keine kontrolle|keine kontrollen|kein anlass|kein handlungsbedarf|lehne ich ab|lehnen wir ab|lehnt er ab|lehnt sie ab|unvertraglich|nicht geeignet|ungeeignet|nicht geplant|verzichten wir|verzichten|halten wir fur nicht|ist tabu|tabu|raten wir ab|rate ich ab|wird abgeraten|ohne erfolg|erfolglos|keine infusionen notwendig|keine notwendigkeit|nicht angezeigt|vertragt nicht|allergie gegen|allergie auf|allergisch gegen|allergisch auf|intoleranz|lehnte ab|wunscht keine|will keine|mochte keine|verzichtet auf|nicht gewunscht|nicht verordnet|nicht gegeben|erubrigt sich|brauche ich nicht|braucht kein|braucht keine|entfallt",
    ),
    (
        Cue::Hypothetical,
        "ware|waren zu|wurde ich|wurden wir|wurde man|konnte|konnten|konnte man|kame|kamen|erwagen|zu erwagen|erwogen|wurde erwogen|in erwagung|zu diskutieren|diskutieren|diskutiert|zu uberlegen|uberlegen|uberlegt|denkbar|moglich|moglicherweise|vielleicht|eventuell|eine option|option|als alternative|alternativ|bei therapieversagen|bei versagen|sollte sich|sollte die|sollte der|sollte das|sollten die|sollte es|spater einmal|in zukunft|angeboten|wurde angeboten|besprochen wurde|zweitlinie|im falle von|waere|koennte|wuerde|wunscht|mochte gern|hatte gern|verlangt|bittet um|fragt nach|beipackzettel|im internet|laut internet|geplant war|war geplant|hatten wir vor|ware geplant|pflegte|konnte erwogen werden|kann erwogen werden|ware zu erwagen|erwogen werden|ggf zu erwagen|diskutiert werden|ware moglich|bei fehlender besserung",
    ),
    (
        Cue::Swap,
        "umgestellt|umstellung|umstellen|ersetzt|ersetzen|wechsel|gewechselt|ausgetauscht|getauscht|wechseln|umgesetzt",
    ),
    (
        Cue::Stop,
        "absetzen|abgesetzt|abzusetzen|stoppen|gestoppt|pausiert|beenden|beendet|beende|aussetzen|ausgesetzt|weglassen|gestrichen|entfernt aus|aufhoren|absagen|wurde abgesetzt|wurden abgesetzt|ist abgesetzt|wurde beendet|wurde pausiert|wird pausiert|wegwerfen|entsorgen|wird gestrichen|ausgeschlichen|wurde ausgeschlichen|setzen wir ab|setze ich ab|haben wir abgesetzt|nimmt sie nicht mehr|nimmt er nicht mehr|nicht mehr nehmen|nicht mehr einnehmen|nicht weiternehmen|nicht fortgefuhrt|abgebrochen|abbrechen|entfallt|wird abgesetzt|bitte absetzen|nicht mehr|pause|pausieren|stopp|streichen",
    ),
    (
        Cue::Past,
        "erhielt|erhalten|bekam|bekommen|nahm|eingenommen|fruher|fruhere|ehemals|vorher|vormals|bisherige|vor aufnahme|bei aufnahme|wahrend des aufenthalts|wahrend des stationaren aufenthalts|wahrend des stationaren|im krankenhaus|intraoperativ|perioperativ|anamnestisch|anamnese|vorgeschichte|z. n|z.n|zn|zustand nach|st. p|bekannt|bekannte|bekannter|seit|letzte woche|letzten monat|letztes jahr|letzten|gestern|vor jahren|vor wochen|in der kindheit|als kind|behandelt mit|gegeben|verabreicht|erfolgt|gemacht|entlassen|klagt|berichtet|berichtete|gab an|gibt an|verneint|kam|zeigte|zeigt|abgeschlossen|erledigt|abgeklungen|gebessert|ausprobiert|verordnet worden|aufgetreten|gestellt|schon|genommen|bekamen|erhielten|wurde verabreicht|wurden verabreicht|wurde gegeben|wurden gegeben|single-shot|single shot|prophylaxe mit|damals|von damals|vorerkrankungen|vormedikation|im rettungswagen|im aufwachraum|zuletzt|im herbst hatte|wurde behandelt|bis 2020|stationar wurden|stationar wurde|stationar erhielt|hatte der notarzt|erhalten hatte|bekommen hatte|gewesen|ist gewesen|gegeben worden|appliziert|erfolgten|stattgehabt|stattgefunden|im schockraum|auf der station|auf der intensivstation|vor monaten|vor einem jahr|vor zwei jahren|im vorjahr|vorgestern|in der vergangenheit|vorbehandelt mit|vorbehandelt|klagte|klagt uber|auf station|behandelt|bisher|bislang|durchgefuhrt|erfolgte|geimpft|hatte|hatten|im op|in der notaufnahme|operiert|probiert|seit jahren|versucht|war|waren|wurde|wurden|zuvor",
    ),
    (
        Cue::Describes,
        "nimmt|benutzt|verwendet|raucht|trinkt|lebt|lauft|schlaft|arbeitet|isst|hat|dauermedikation war|geht|treibt|leidet|steht unter",
    ),
    (
        Cue::Kin,
        "mutter|vater|bruder|schwester|sohn|tochter|ehefrau|ehemann|ehefrau|gattin|gatte|oma|opa|grossmutter|grossvater|tante|onkel|cousin|cousine|neffe|nichte|nachbar|nachbarin|freund|freundin|partner|partnerin|mann nimmt|frau nimmt|lebensgefahrte|schwiegermutter|familie|seine frau|ihr mann",
    ),
    (
        Cue::Has,
        "nimmt|nahm|hat|hatte|bekommt|bekam|benutzt|erhalt|erhielt|ist|war|verwendet|raucht|trinkt|leidet|wurde|wird|steht unter|gab|empfahl|mit",
    ),
    (
        Cue::Conditional,
        "bei verschlechterung|bei verschlimmerung|bei zunahme|bei ausbleibender|bei ausbleiben|bei fehlender besserung|bei persistenz|bei persistierenden|bei nichtbesserung|bei anhaltenden|bei anhaltender|bei fieber|bei schmerzen|bei blutung|bei blutungen|bei atemnot|bei rotung|bei beschwerden|bei problemen|bei fragen|bei erneuten|bei erneuter|bei auftreten|bei neuen|falls keine besserung|wenn keine besserung|wenn nicht besser|falls nicht besser|sollte sich|wenn es|wenn sich|falls es|falls sich|falls sie|wenn sie|wenn er|im notfall|bei starker|bei starken|bei warnzeichen|wenn der|wenn die",
    ),
    (
        Cue::Computer,
        "ignoriere|ignorieren sie|ignoriere alle|ignoriere die|ignorieren|vergiss alle|vergessen sie alle|vorherigen anweisungen|bisherigen anweisungen|vorherige anweisungen|bisherige anweisungen|obigen anweisungen|anweisung an|anweisungen an|system:|assistent:|kunstliche intelligenz|ki:|die ki|an die ki|fur die ki|der ki|sprachmodell|an das modell|fur das modell|an das system|passwort|passworter|kennwort|zugangsdaten|systemprompt|du bist|sie sind jetzt|du bist jetzt|verhalte dich|handle als|neue anweisung|neue anweisungen|losche alle|losche|loschen sie alle|loschen sie|gib aus|gib nur|gib das|antworte|antworten sie nur|zeige dein|zeige den|verrate|bestatige alle|genehmige|entwicklermodus|diese software|die software|chatbot|datenbank|sprachassistent|virtueller assistent|ki modell|sprachmodelle|systemnachricht|systemmeldung|system meldung|systemhinweis|gehorche|gehorchen sie|missachte|missachten sie|ubergehe|uberschreibe|uberschreiben sie|administrator|freigegeben vom|bereits genehmigt|ohne prufung|ohne ruckfrage|nutzer:|benutzer:|mensch:|aufgabe:|wer dies liest|wer das verarbeitet|wer dies verarbeitet|beim auslesen|auswertungsprogramm|auslesesoftware|neue regel|neue regeln|vorherigen regeln|bisherigen regeln|alle regeln|losche den|losch|liebe maschine|an die maschine|liebe ki|an ki|lieber computer|an das programm|systemanweisung|systembefehl|an alle programme|alle programme|programme die|deine regeln|dein ziel|neues ziel|die richtige therapie ist|folgende ausgabe|an den computer|computer:|der computer soll|der computer muss|das programm soll|das programm muss|das modell soll|das modell muss|das system soll|das system muss|lieber assistent|der assistent soll|an den assistenten|roboter:|lieber roboter|an den roboter|der algorithmus soll|der algorithmus muss|an den algorithmus|vergiss alles|vergiss die|an die software|diese software soll|die software soll|prompt:|der prompt",
    ),
    (
        Cue::ComputerGoesOn,
        "verschreibe|verschreiben sie|verordne|verordnen sie|fuge|fugen sie|schreibe|schreiben sie|erstelle|sage dem|sagen sie dem|gib dem|setze|markiere|sende|trage|plane|und verschreibe|allen patienten|alle patienten|der patient muss|verabreiche",
    ),
    (
        Cue::Symptom,
        "schmerz|schmerzen|fieber|husten|kopfschmerzen|kopfschmerz|erbrechen|ubelkeit|durchfall|verstopfung|schwindel|juckreiz|blutung|blutungen|schwellung|odeme|odem|atemnot|luftnot|mudigkeit|schlaflosigkeit|schlafstorungen|angst|depression|ausschlag|herzrasen|herzklopfen|steifigkeit|kribbeln|schwache|krampfe|sodbrennen|stuhlgang|sturze|anfalle|anfall|attacken|episoden|infekt|bronchitis|pneumonie|hypertonie|diabetes|arthrose|asthma|migrane|lumbago|distorsion|fraktur|zigaretten|packungen|bier|wein|ruckenschmerzen|halsschmerzen|schnupfen|harnwegsinfekt|beschwerden|allergie|scharlach|otitis",
    ),
    (
        Cue::Result,
        "normal|unauffallig|unauffalliges|negativ|positiv|o.b.|ob|ohne befund|regelrecht|erhoht|erniedrigt|stabil|reizlos|gut|befund|befunde|ergebnis|ergebnisse|im normbereich|unverandert|eingestellt|gut eingestellt",
    ),
    (
        Cue::Clinic,
        "besprochen|aufgeklart|aufklarung|erklart|informiert|mitgegeben|ausgehandigt|uberweisung ausgestellt|uberwiesen|rezept ausgestellt|bescheinigung|attest|arztbrief|einverstanden",
    ),
    (
        Cue::Aside,
        "weil|wegen|aufgrund|da|statt|anstelle von|anstatt|anstelle|stattdessen|bisher|zuvor|welche|welcher|aber nicht|jedoch nicht|ersetzt",
    ),
    (
        Cue::Nothing,
        "nicht vergessen|nicht absetzen|nicht pausieren|nicht abbrechen|ohne unterbrechung|nicht nuchtern|nicht mehr als|nicht ofter als|ohne salz|nicht besser|keine besserung|nicht gebessert|mit oder ohne|seit heute|kann genommen|vor dem essen|hat termin|bekommt einen termin|bekommt neu|erhalt neu|nicht auslassen|nicht vertragen|wie besprochen|wie vereinbart|wie bisher|wie gehabt|wie abgesprochen",
    ),
];

const HEADINGS: &[(Heading, &str)] = &[
    (
        Heading::Report,
        "op bericht|operationsbericht|pflegebericht|tumorboard|tumorkonferenz|befundmitteilung|befundbericht|laborbefund|radiologischer befund|narkoseprotokoll|bescheinigung|attest|gutachten|nachtdienst|ubergabe|visite|aufnahmebericht|verlegungsbericht|pathologie|histologie",
    ),
    (
        Heading::History,
        "anamnese|vorgeschichte|vorerkrankungen|eigenanamnese|familienanamnese|sozialanamnese|medikamentenanamnese|aktuelle anamnese|befund|befunde|untersuchungsbefund|untersuchung|korperliche untersuchung|labor|laborbefunde|bildgebung|verlauf|klinischer verlauf|therapie und verlauf|stationarer verlauf|diagnose|diagnosen|beurteilung|epikrise|zusammenfassung|aufnahmegrund|aufnahmemedikation|medikation bei aufnahme|vormedikation|bisherige medikation|hausmedikation|fruhere medikation|therapie stationar|therapie auf station|operation|op|op-bericht|entlassungsbrief|entlassbrief|arztbrief|z. n|z.n|vitalzeichen|ekg|rontgen|sonographie|medikation vor aufnahme|medikamente bei aufnahme|einweisungsgrund|nebendiagnosen|hauptdiagnose|epikritische zusammenfassung|aufnahmebefund|therapie im verlauf|verlauf und therapie|zwischenanamnese|psychischer befund|labor bei aufnahme|apparative diagnostik|allergien und unvertraglichkeiten",
    ),
    (
        Heading::Plan,
        "empfohlene therapie|weitere therapie|therapie bei entlassung|therapie zu hause|procedere|prozedere|therapie|therapieplan|therapieempfehlung|medikation|medikation bei entlassung|entlassmedikation|entlassungsmedikation|medikamente|medikamente bei entlassung|aktuelle medikation|empfehlung|empfehlungen|plan|behandlung|behandlungsplan|verordnung|verordnungen|rezept|nachsorge|kontrolle|kontrollen|termine|termin|weiteres vorgehen|weiteres procedere|vorgehen|massnahmen|anweisungen|hinweise|neue medikation|bedarf|bedarfsmedikation|wundpflege|diat|echte notiz|rp|dosierung|schema|patientenhinweise|empfehlungen bei entlassung|medikamentenplan|anordnungen|hinweise fur zu hause|zu hause|verhaltenshinweise|kontrolltermine|nachste termine|nachbehandlung|wundversorgung|to do|ab heute|dauermedikation|belastung|th.|proc|ernahrung|heute|neu|pflege|physiotherapie|th|weiter|empfohlene medikation|medikation zu hause|therapieempfehlungen|weitere empfehlungen|weitere termine|wiedervorstellungen|unverandert|neu angesetzt|geandert|medikamentose therapie bei entlassung|therapie bei entlassung|nachsorgetermine|medikation ab sofort|entlassungsmedikamente|verhalten zu hause|empfohlenes procedere|prozedere und empfehlungen",
    ),
    (
        Heading::Stopped,
        "abgesetzt|absetzen|abgesetzte medikation|abgesetzte medikamente|gestoppt|stopp|pausiert|nicht mehr einnehmen|beendet",
    ),
    (Heading::Forbidden, "allergien|allergie|unvertraglichkeiten|kontraindikationen|cave"),
    (Heading::SafetyNet, "warnzeichen|sofort vorstellen bei|wiedervorstellung bei|notfall|bei notfallen"),
];
