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

/// The rows.
pub const TABLE: Table = Table {
    timing: TIMING,
    subjects: SUBJECTS,
    cues: CUES,
    headings: HEADINGS,
    endings: ENDINGS,
    frequent: "der die das und fur mit bei nach zu zur zum im in tag tage tagen taglich woche wochen nicht kein keine ist ein eine einmal zweimal dreimal heute morgen morgens abends alle bitte patient patientin tgl vor auf uber wird den dem von stunden bis dann",
    ordinary: "dieser diese dieses sein seine ihre ihr ihrer sehr gut schlecht wieder noch schon auch nur mehr weniger oder aber wenn dann dort hier unter neben ohne gegen durch wegen seit beide beiden links rechts auge augen ohr ohren nase mund haut bein beine arm arme \
               hand hande fuss fusse knie schulter rucken brust kopf schmerz schmerzen fieber husten mann frau kind kinder mutter vater sohn tochter fall falle gemacht machen macht gesehen gegeben geben war waren wurde wurden sind sein haben hat hatte dosis essen wasser milch nacht \
               salz pflege weiter weiterhin normal leicht leichte leichter leben lang lange lagen liegt monat moglich messen massen mussen kann soll sollte gehen stehen sitzen schlafen lassen laufen hoch tief klein gross alt neue neu nachts tabletten mittel mittag mittags beginn ende fein eile stelle stellen paar",
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
    (Times, "mal|x|male"),
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
    (Nth(2.0), "zweiten|zweite|zweites|zweiter|anderen|2. "),
    (Nth(3.0), "dritten|dritte|dritter"),
    (Nth(4.0), "vierten"),
    (Hourly, "stundlich|std lich"),
    (
        Daily(2.0),
        "morgens und abends|fruh und abends|morgens u. abends|am morgen und am abend|morgens und zur nacht",
    ),
    (
        Daily(1.0),
        "taglich|tgl|tagl|taegl|taglich einmal|pro tag|am tag|jeden tag|taglicher|tagliche|tagliches|jede nacht|zur nacht taglich|nachtlich",
    ),
    (
        EveryDays(2.0),
        "jeden zweiten tag|jeden 2. tag|jeden 2 tag|alle zwei tage|alle 2 tage|jeden anderen tag|jede zweite nacht|jeden zweiten abend|jeden zweiten morgen",
    ),
    (EveryDays(7.0), "wochentlich|wochentliche|wochentlicher|pro woche|in der woche|die woche|jede woche"),
    (
        EveryDays(14.0),
        "14-tagig|14 tagig|14-taglich|vierzehntagig|alle zwei wochen|alle 14 tage|zweiwochentlich|jede zweite woche",
    ),
    (EveryDays(30.0), "monatlich|monatliche|pro monat|im monat|jeden monat|einmal im monat"),
    (
        EveryDays(90.0),
        "quartalsweise|vierteljahrlich|vierteljahrliche|pro quartal|jedes quartal|dreimonatlich|alle drei monate",
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
        "bei bedarf|b. bed.|b bed|b.b.|bb|bed.|bedarfsweise|falls notig|wenn notig|falls erforderlich|wenn erforderlich|nach bedarf|im bedarfsfall|als bedarf|bedarfsmedikation|als bedarfsmedikation|bei schmerzen|bei fieber|bei ubelkeit|bei atemnot|bei attacke|bei attacken|bei beschwerden|bei luftnot|bei husten|bei unruhe|bei juckreiz|bei kopfschmerzen|im notfall|nur bei bedarf|bei starken schmerzen|bei schlafstorungen|bei anfall|bei angina pectoris|im anfall|wenn sie es braucht|wenn er es braucht",
    ),
    (If, "wenn|falls|bei|sofern|nur wenn|nur bei"),
    (
        For,
        "fur|fuer|uber|ueber|wahrend|fur weitere|weitere|noch|noch fur|insgesamt|fur insgesamt|die nachsten|in den nachsten|fur die nachsten|mindestens|fur mindestens|fur die ersten|in den ersten|die ersten|f.|fur ca|fur etwa|nachsten|fur zunachst|zunachst|zunachst fur|lang|dauer|fur die dauer von|uber die nachsten|f",
    ),
    (Until, "bis|bis zum|bis zur|bis einschliesslich|bis inkl|bis mindestens"),
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
        "dann|danach|anschliessend|darauf|gefolgt von|im anschluss|hiernach|und dann|und danach|reduzieren auf|steigern auf|erhohen auf|dann reduzieren auf|spater|ab dann|dann steigern auf|dann auf|reduktion auf|steigerung auf|dann weiter mit|dann weiter",
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
        "morgen|morgen fruh|morgen abend|morgen vormittag|morgen nachmittag|am nachsten tag|am folgetag|ab morgen",
    ),
    (Date(2), "ubermorgen"),
    (
        Date(3),
        "diese woche|in den nachsten tagen|am wochenende|noch diese woche|in wenigen tagen|zeitnah|in dieser woche",
    ),
    (
        Date(7),
        "nachste woche|kommende woche|in der nachsten woche|in der kommenden woche|anfang nachster woche",
    ),
    (Date(14), "diesen monat|im laufe des monats|in den nachsten wochen"),
    (Date(30), "nachsten monat|kommenden monat|im nachsten monat"),
    (
        Date(60),
        "beim nachsten termin|vor dem nachsten termin|bei der nachsten kontrolle|dieses jahr|im fruhjahr|im herbst|im sommer|im winter|baldmoglichst|nach therapieende|nach abschluss der therapie|bei nachster vorstellung|im nachsten quartal|nachstes quartal",
    ),
    (Weekday(0), "montag|mo"),
    (Weekday(1), "dienstag|di"),
    (Weekday(2), "mittwoch|mi"),
    (Weekday(3), "donnerstag"),
    (Weekday(4), "freitag|fr"),
    (Weekday(5), "samstag|sonnabend"),
    (Weekday(6), "sonntag"),
    (Weekdays(0), "montags|jeden montag|immer montags"),
    (Weekdays(1), "dienstags|jeden dienstag"),
    (Weekdays(2), "mittwochs|jeden mittwoch"),
    (Weekdays(3), "donnerstags|jeden donnerstag"),
    (Weekdays(4), "freitags|jeden freitag"),
    (Weekdays(5), "samstags|jeden samstag"),
    (Weekdays(6), "sonntags|jeden sonntag"),
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
    (
        Ongoing,
        "dauerhaft|lebenslang|langfristig|dauertherapie|bis auf weiteres|bis zur kontrolle|bis zum nachsten termin|weiterhin|auf dauer|als dauermedikation|dauermedikation|bis aufgebraucht|bis zur abheilung|bis zur beschwerdefreiheit|unbefristet",
    ),
    (
        Measure,
        "mikrogramm|milligramm|gramm|milliliter|liter|einheiten|einheit|glaser|glas|tassen|kilogramm|i.e.|ie",
    ),
    (
        Piece,
        "tablette|tabletten|tbl|tabl|kapsel|kapseln|kps|tropfen|trpf|tr|hub|hube|hubstosse|spruhstoss|spruhstosse|beutel|btl|messloffel|essloffel|teeloffel|ml-loffel|pflaster|zapfchen|supp|ampulle|ampullen|anwendung|anwendungen|spritze|spritzen|injektion|injektionen|dragee|dragees|stuck|inhalationen|spruhstosse|sprayhub",
    ),
    (
        Nothing,
        "bei entlassung|bei aufnahme|bei uns|bei hausarzt|beim hausarzt|bei ihrem hausarzt|bei ihnen|bei der untersuchung|bei z. n|bei verdacht|bei bekanntem|bei bekannter|bei normalem|bei unauffalligem|in jedes auge|in jedes nasenloch|je nasenloch|je auge|jedes auge|beide augen|in beide augen|jede seite|am auge|am bein|am arm|am knie|im auge|im ohr|im krankenhaus|im liegen|im sitzen|im stehen|im bett|im ubrigen|in die praxis|in der praxis|in unserer praxis|in unserer sprechstunde|in der sprechstunde|in der ambulanz|in ruhe|in form|im verlauf|am unterschenkel|vor ort|zum hausarzt|zum rontgen|zum arzt|nach dem essen|vor dem essen|zum essen|mit dem essen|zu dem essen|nach hause|nach plan|nach schema|nach anweisung|nach op|nach rucksprache|vor op|alle medikamente|alle beschwerden|fur die nacht|24-h|24 h rr|24-h-rr|24-stunden|langzeit|vitamin d|z. b|zum beispiel|nach wie vor|nicht nuchtern|bei der|bei einer|bei einem",
    ),
];

const SUBJECTS: &[(Subject, &str)] = &[
    (
        Subject::Errand,
        "entfernen|kommen|wiederkommen|anrufen|melden|vereinbaren|wiederholen|kontrollieren|mitbringen|abgeben|abholen|vorstellen|besuchen|impfen|termin vereinbaren|wiedervorstellung|bringen|zeigen|schicken|einreichen|ausfullen|bitte kommen",
    ),
    (
        Subject::Form,
        "salbe|creme|gel|lotion|shampoo|augentropfen|ohrentropfen|nasentropfen|nasenspray|augensalbe|spray|inhalator|saft|losung|pflaster|einlauf|zapfchen|mundspulung|tropfen|medikament|medikamente|medikation|spritze|spritzen|kochsalzlosung|salbenverband|pulver|tabletten|hustenloser|kompressen|hustenstiller",
    ),
    (Subject::Habit, "alkohol|rauchen|nikotin|bier|wein"),
    (
        Subject::Activity,
        "ruhe|bettruhe|schonung|korperliche schonung|korperlich schonen|schonen|kuhlung|kuhlen|eis|eispackung|eispackungen|warme|warmflasche|warmeanwendung|umschlage|kalte umschlage|ubungen|krankengymnastische ubungen|atemubungen|dehnubungen|dehnung|beckenbodentraining|beckenbodengymnastik|gurgeln|nasenspulung|nasenspulungen|nasendusche|inhalieren|inhalation|dampfinhalation|sitzbader|sitzbad|bad|bader|baden|duschen|wundpflege|wundversorgung|verband|verbandwechsel|verbandswechsel|verbande|schiene|gips|orthese|schlinge|armschlinge|gehstutzen|unterarmgehstutzen|krucken|halskrause|kompressionsstrumpfe|kompression|strumpfe|stutzstrumpfe|bandage|flussigkeit|trinkmenge|trinken|wasser|diat|schonkost|leichte kost|kost|salzarme kost|salz|alkoholkarenz|kaffee|autofahren|auto fahren|autofahrverbot|fahrverbot|fahren|sport|ausdauersport|sportverbot|sportkarenz|sportpause|kontaktsport|schwimmen|schwimmbad|sauna|heben|schweres heben|heben schwerer lasten|schwere lasten|lasten|tragen|belastung|vollbelastung|teilbelastung|entlastung|arbeit|arbeitsunfahig|arbeitsunfahigkeit|krankschreibung|krankgeschrieben|au|schule|kindergarten|kita|geschlechtsverkehr|tampons|sonne|sonnenschutz|kontaktlinsen|fliegen|blutdruck|rr|blutdruckmessung|blutdruckmessungen|blutdrucktagebuch|blutdruckprotokoll|blutzucker|bz|bz-messung|blutzuckermessung|gewicht|temperatur|fusse|tagebuch|kopfschmerztagebuch|kopfschmerzkalender|kalender|sauerstoff|massage|massagen|lymphdrainage|luftbefeuchter|stillen|mahlzeiten|hochlagern|hochlagerung|bein hochlagern|arm hochlagern|kissen|hygiene|mundhygiene|lidrandpflege|lidrandhygiene|cpap|handschuhe|bettwasche|spaziergang|spaziergange|spazieren|spazierengehen|gehen|laufen|radfahren|yoga|bewegung|gymnastik|training|rauchverzicht|stutzen|uberkreuzen|beine|verkreuzen|bucken",
    ),
    (
        Subject::Deed,
        "halten|tragen|waschen|reinigen|wechseln|abnehmen|messen|uberwachen|wiegen|notieren|aufschreiben|dokumentieren|fuhren|trinken|essen|vermeiden|meiden|reduzieren|ausruhen|hochlagern|kuhlen|dehnen|schlafen|bleiben|gehen|spulen|gurgeln|putzen|bedecken|massieren|bewegen|schwimmen|fahren|heben|rauchen|arbeiten|baden|duschen|uben|spazieren|inhalieren|einreiben|eincremen|abdecken|belasten|trainieren|legen|sitzen|stehen|rausnehmen|ablegen|anlegen|auflegen|bitte messen",
    ),
    (
        Subject::Test,
        "blutabnahme|blutentnahme|blutkontrolle|blutbild|laborkontrolle|labor|laborwerte|nierenwerte|leberwerte|schilddrusenwerte|elektrolyte|kreatinin|kalium|cholesterin|lipide|ferritin|nuchternglukose|urinprobe|urinkontrolle|urinkultur|urinstatus|urin|stuhlprobe|stuhltest|abstrich|rontgen|rontgenkontrolle|rontgen-kontrolle|rontgenaufnahme|rontgen-thorax|rontgen thorax|ultraschall|sonographie|sono|echokardiographie|herzecho|echo|mrt|ct|kernspin|mammographie|mammografie|darmspiegelung|koloskopie|magenspiegelung|gastroskopie|knochendichtemessung|knochendichte|lungenfunktion|spirometrie|belastungs-ekg|langzeit-ekg|langzeit-rr|langzeit-blutdruckmessung|langzeitblutdruck|hortest|sehtest|augenhintergrund|allergietest|atemtest|schlaflabor|biopsie|szintigraphie|duplex|doppler|inr-kontrolle|inr|quick|quickkontrolle|gerinnung|test|hautkrebsscreening|screening|krebsvorsorge|vorsorge|tsh-kontrolle|ekg|ekg-kontrolle|24-h-rr|24-h-blutdruckmessung",
    ),
    (
        Subject::Visit,
        "termin|kontrolle|kontrolltermin|nachkontrolle|wundkontrolle|blutdruckkontrolle|gipskontrolle|verlaufskontrolle|wiedervorstellung|vorstellung|nachsorge|hausarzt|arzt|facharzt|praxis|sprechstunde|ambulanz|pflegedienst|physiotherapie|krankengymnastik|kg|manuelle therapie|ergotherapie|logopadie|reha|rehabilitation|psychotherapie|psychotherapeut|psychologe|psychologin|psychiater|ernahrungsberatung|diatberatung|fusspflege|podologie|podologe|augenarzt|augenarztin|optiker|hno|hno-arzt|zahnarzt|hautarzt|dermatologe|kardiologe|kardiologie|kardiologin|neurologe|neurologie|rheumatologe|rheumatologie|gastroenterologe|urologe|urologie|nephrologe|pneumologe|lungenfacharzt|endokrinologe|diabetologe|gynakologe|frauenarzt|frauenarztin|hebamme|chirurg|chirurgie|orthopade|orthopadie|onkologe|hamatologe|allergologe|kinderarzt|impfung|grippeimpfung|grippeschutzimpfung|tetanusimpfung|tetanus-auffrischung|tetanusauffrischung|auffrischung|auffrischimpfung|impfungen|pneumokokkenimpfung|fadenentfernung|fadenzug|faden ziehen|faden|klammerentfernung|klammern|klammern entfernen|gipsabnahme|gipsentfernung|anruf|telefonat|telefontermin|telefonische rucksprache|telefonische kontrolle|krankenhaus|notaufnahme|op|operation|aufnahme|dialyse|schulung|diabetesschulung|selbsthilfegruppe|gruppe|sozialdienst|apotheke|kur|koloskopie termin|op-termin|u-untersuchung|u6|u7|schauen wir|sehen wir uns|wiedersehen|wieder vorstellen|anschauen|wir telefonieren|rufe ich an|ruft sie an|ruft ihn an",
    ),
    (
        Subject::Thing,
        "gewicht stabil|gewichtsverlust|gewichtszunahme|krankenhausaufenthalt|trinkt|raucht|entlassbrief|arztbrief|bisherige medikation|vormedikation|in ruhe",
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
        "nehmen|einnehmen|einzunehmen|soll|sollte|sollen|sollten|muss|mussen|bitte|empfehle|empfehlen|empfohlen wird|wird empfohlen|empfehlung|wir empfehlen|ich empfehle|beginnen|beginn mit|beginn|starten|start mit|ansetzen|neu angesetzt|neu|neu:|weiter|weiterhin|weiter mit|weiterfuhren|fortfuhren|fortsetzen|fortsetzung|beibehalten|geben|gabe von|verabreichen|auftragen|anwenden|einreiben|tropfen in|spritzen|injizieren|inhalieren|dazu|zusatzlich|erganzen|erhohen|erhohung|steigern|reduzieren|umstellen auf|umstellung auf|wechsel auf|verordne|verordnet heute|verordnung|verordnen wir|verschreibe|rezept|therapie mit|therapie:|therapie mit|behandlung mit|erhalt|bekommt|darf|kann|ist zu|sind zu|zu nehmen|erforderlich|notwendig ist|erbeten|erbitten|wir bitten um|bitte um|geplant|vereinbart|ab sofort|ab heute|nimmt ab|entlassung mit|entlassen mit|zur vorbeugung|zur prophylaxe|wieder aufnehmen|wieder ansetzen|wieder beginnen|aktuell|geht weiter mit|wir beginnen|wir starten|wir geben|ich verordne|verordnet|rezeptiert|aufgeschrieben|nimmt ab heute|soll nehmen|kann nehmen|darf nehmen|bekommt jetzt|nach hause mit|zu hause|umgestellt auf|stattdessen",
    ),
    (
        Cue::Not,
        "nicht|kein|keine|keinen|keinem|keiner|ohne|nie|niemals|vermeiden|meiden|verzicht auf|verboten|verbot|karenz|weder|noch nicht|nichts",
    ),
    (
        Cue::Needless,
        "nicht notwendig|nicht notig|nicht erforderlich|nicht indiziert|nicht empfohlen|nicht benotigt|nicht sinnvoll|kein bedarf|keine indikation|keine indikation fur|notwendig nicht|unnotig|abgelehnt|lehnt ab|ablehnung|allergie|allergisch|allergien|unvertraglichkeit|kontraindiziert|kontraindikation|ausgeschlossen|nicht vertragen|kein antibiotikum notig|kein mrt notwendig|keine massnahmen|keine therapie|keine weitere|keine weiteren|keine medikation|entfallt|wird verzichtet|verzichtet|notig|notwendig|indiziert|und bekommt nichts|bekommt nichts|bekommt keine|braucht es nicht|brauchen wir nicht|braucht er nicht|braucht sie nicht|keine therapie erforderlich|keine kontrolle|keine kontrollen|kein anlass|kein handlungsbedarf|lehne ich ab|lehnen wir ab|lehnt er ab|lehnt sie ab|unvertraglich|nicht geeignet|ungeeignet|nicht geplant|verzichten wir|verzichten|halten wir fur nicht|ist tabu|tabu|raten wir ab|rate ich ab|wird abgeraten|ohne erfolg|erfolglos",
    ),
    (
        Cue::Hypothetical,
        "ware|waren zu|wurde ich|wurden wir|wurde man|konnte|konnten|konnte man|kame|kamen|erwagen|zu erwagen|erwogen|wurde erwogen|in erwagung|zu diskutieren|diskutieren|diskutiert|zu uberlegen|uberlegen|uberlegt|denkbar|moglich|moglicherweise|vielleicht|eventuell|eine option|option|als alternative|alternativ|bei therapieversagen|bei versagen|sollte sich|sollte die|sollte der|sollte das|sollten die|sollte es|spater einmal|in zukunft|angeboten|wurde angeboten|besprochen wurde|zweitlinie|im falle von|waere|koennte|wuerde|wunscht|mochte gern|hatte gern|verlangt|bittet um|fragt nach|beipackzettel|im internet|laut internet|geplant war|war geplant|hatten wir vor|ware geplant|pflegte",
    ),
    (
        Cue::Swap,
        "umgestellt|umstellung|umstellen|ersetzt|ersetzen|wechsel|gewechselt|ausgetauscht|getauscht|wechseln|umgesetzt",
    ),
    (
        Cue::Stop,
        "absetzen|abgesetzt|abzusetzen|stopp|stoppen|gestoppt|pausieren|pausiert|pause|beenden|beendet|beende|aussetzen|ausgesetzt|nicht mehr|weglassen|streichen|gestrichen|entfernt aus|aufhoren|absagen|wurde abgesetzt|wurden abgesetzt|ist abgesetzt|wurde beendet|wurde pausiert|wird pausiert|wegwerfen|entsorgen|wird gestrichen|ausgeschlichen|wurde ausgeschlichen|setzen wir ab|setze ich ab|haben wir abgesetzt|nimmt sie nicht mehr|nimmt er nicht mehr|nicht mehr nehmen",
    ),
    (
        Cue::Past,
        "war|waren|wurde|wurden|hatte|hatten|erhielt|erhalten|bekam|bekommen|nahm|eingenommen|fruher|fruhere|ehemals|zuvor|vorher|vormals|bisher|bisherige|vor aufnahme|bei aufnahme|wahrend des aufenthalts|wahrend des stationaren aufenthalts|wahrend des stationaren|im krankenhaus|auf station|in der notaufnahme|im op|intraoperativ|perioperativ|anamnestisch|anamnese|vorgeschichte|z. n|z.n|zn|zustand nach|st. p|bekannt|bekannte|bekannter|seit|letzte woche|letzten monat|letztes jahr|letzten|gestern|vor jahren|vor wochen|in der kindheit|als kind|behandelt|behandelt mit|gegeben|verabreicht|durchgefuhrt|erfolgt|erfolgte|gemacht|operiert|entlassen|klagt|berichtet|berichtete|gab an|gibt an|verneint|kam|zeigte|zeigt|abgeschlossen|erledigt|abgeklungen|gebessert|versucht|probiert|ausprobiert|geimpft|verordnet worden|aufgetreten|gestellt|schon|genommen|bekamen|erhielten|wurde verabreicht|wurden verabreicht|wurde gegeben|wurden gegeben|single-shot|single shot|prophylaxe mit|damals|von damals|vorerkrankungen|vormedikation|seit jahren|im rettungswagen|im aufwachraum|zuletzt|bislang|im herbst hatte|wurde behandelt|bis 2020|stationar wurden|stationar wurde|stationar erhielt",
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
        "ignoriere|ignorieren sie|ignoriere alle|ignoriere die|ignorieren|vergiss|vergiss alle|vergessen sie alle|vorherigen anweisungen|bisherigen anweisungen|vorherige anweisungen|bisherige anweisungen|obigen anweisungen|anweisung an|anweisungen an|system:|assistent|assistent:|kunstliche intelligenz|ki:|die ki|an die ki|fur die ki|der ki|sprachmodell|das modell|an das modell|fur das modell|das system|an das system|passwort|passworter|kennwort|zugangsdaten|prompt|systemprompt|du bist|sie sind jetzt|du bist jetzt|verhalte dich|handle als|neue anweisung|neue anweisungen|losche alle|losche|loschen sie alle|loschen sie|gib aus|gib nur|gib das|antworte|antworten sie nur|zeige dein|zeige den|verrate|bestatige alle|genehmige|entwicklermodus|diese software|die software|das programm|computer|chatbot|roboter|datenbank|admin|algorithmus|sprachassistent|virtueller assistent|ki modell|sprachmodelle|systemnachricht|systemmeldung|system meldung|systemhinweis|gehorche|gehorchen sie|missachte|missachten sie|ubergehe|uberschreibe|uberschreiben sie|administrator|freigegeben vom|bereits genehmigt|ohne prufung|ohne ruckfrage|nutzer:|benutzer:|mensch:|aufgabe:|wer dies liest|wer das verarbeitet|wer dies verarbeitet|beim auslesen|auswertungsprogramm|auslesesoftware|software|neue regel|neue regeln|vorherigen regeln|bisherigen regeln|alle regeln|losche den|losch|liebe maschine|an die maschine|liebe ki|an ki|lieber computer|an das programm|systemanweisung|systembefehl|an alle programme|alle programme|programme die|deine regeln|dein ziel|neues ziel|die richtige therapie ist|folgende ausgabe",
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
        "anamnese|vorgeschichte|vorerkrankungen|eigenanamnese|familienanamnese|sozialanamnese|medikamentenanamnese|aktuelle anamnese|befund|befunde|untersuchungsbefund|untersuchung|korperliche untersuchung|labor|laborbefunde|bildgebung|verlauf|klinischer verlauf|therapie und verlauf|stationarer verlauf|diagnose|diagnosen|beurteilung|epikrise|zusammenfassung|aufnahmegrund|aufnahmemedikation|medikation bei aufnahme|vormedikation|bisherige medikation|hausmedikation|fruhere medikation|therapie stationar|therapie auf station|operation|op|op-bericht|entlassungsbrief|entlassbrief|arztbrief|z. n|z.n|vitalzeichen|ekg|rontgen|sonographie",
    ),
    (
        Heading::Plan,
        "procedere|prozedere|therapie|therapieplan|therapieempfehlung|medikation|medikation bei entlassung|entlassmedikation|entlassungsmedikation|medikamente|medikamente bei entlassung|aktuelle medikation|empfehlung|empfehlungen|plan|behandlung|behandlungsplan|verordnung|verordnungen|rezept|nachsorge|kontrolle|kontrollen|termine|termin|weiteres vorgehen|weiteres procedere|vorgehen|massnahmen|anweisungen|hinweise|neu|neue medikation|weiter|bedarf|bedarfsmedikation|physiotherapie|pflege|wundpflege|diat|ernahrung|heute|echte notiz|th|rp|dosierung|schema|patientenhinweise",
    ),
    (
        Heading::Stopped,
        "abgesetzt|absetzen|abgesetzte medikation|abgesetzte medikamente|gestoppt|stopp|pausiert|nicht mehr einnehmen|beendet",
    ),
    (Heading::Forbidden, "allergien|allergie|unvertraglichkeiten|kontraindikationen|cave"),
    (Heading::SafetyNet, "warnzeichen|sofort vorstellen bei|wiedervorstellung bei|notfall|bei notfallen"),
];
