//! What the wards of all four countries share: Latin abbreviations, units, signs, the names of tests.
//!
//! A data table, longer than a file of code should be: its rows are the language.

use super::Time::*;
use super::{Cue, Heading, Subject, Table, Time};

const MORNING: u8 = 1;
const EVENING: u8 = 8;
const BEDTIME: u8 = 16;

/// Rows for notes in any language.
pub const TABLE: Table = Table {
    timing: TIMING,
    subjects: SUBJECTS,
    cues: CUES,
    headings: HEADINGS,
    endings: &[],
    frequent: "",
    ordinary: "",
};

const TIMING: &[(Time, &str)] = &[
    (Daily(1.0), "qd|q.d.|qday|q day|q24h|once daily|qpm"),
    (Daily(2.0), "bid|b.i.d.|q12h|twice daily"),
    (Daily(3.0), "tid|t.i.d.|q8h"),
    (Daily(4.0), "qid|q.i.d.|q6h|6/24"),
    (EveryDays(2.0), "qod|eod|q48h|alt die"),
    (EveryDays(3.0), "q72h"),
    (EveryDays(7.0), "qwk|qweek|q wk|q week|qw|1/52 weekly"),
    (EveryDays(3.5), "biw|b.i.w.|b.i.w"),
    (EveryDays(7.0 / 3.0), "tiw|t.i.w.|t.i.w"),
    (EveryDays(7.0 / 4.0), "qiw|q.i.w.|q.i.w"),
    (EveryDays(30.0), "qmonth|q month|qmo"),
    (Slot(MORNING), "qam|q am|mane|a.m.|am|om"),
    (Slot(EVENING), "pm|p.m."),
    (Slot(BEDTIME), "qhs|q hs|hs|h.s.|nocte|noct|on nocte|q hs|qpm"),
    (Meals, "ac|a.c.|pc|p.c.|ac & pc|prc"),
    (Prn, "b. bed|b. bed.|b.bed|prn|p.r.n.|pro re nata|sos|prn only"),
    (Once, "stat|stat dose|x1 dose|x 1 dose|once only"),
    (Every, "q|c/"),
    (X, "x"),
    (Per, "/"),
    (And, "&|+"),
    (Unit(crate::lexicon::Unit::Hour), "h|hr|hrs|std|24h clock"),
    (Unit(crate::lexicon::Unit::Day), "d"),
    (Unit(crate::lexicon::Unit::Minute), "min|mins"),
    (
        Measure,
        "mg|mcg|μg|ug|g|kg|ml|mls|cc|l|dl|iu|ui|ie|mmol|meq|mg/ml|mg/5 ml|mcg/ml|%|kcal|cm|mm|ng|mg/kg|mg/kg/day|ml/kg|mcg/h|μg/h|u|mg/kg/d|mg/kg/dose|mcg/kg/day|mg/kg/24h",
    ),
    (Piece, "tbl|cp|cps|tab|tabs|caps|gtt|gtts|supp"),
    (UpTo, "max|max.|<|up to max"),
    (
        Nothing,
        "24/7|24 h monitor|24 h bp|24h bp|24 hour bp|24-hour bp|24 hour monitor|24 hour urine|24h urine|24 h urine|24 h holter|24h holter|24-hour holter|holter 24 h|holter 24h|holter 24 horas|d3|d2|vitamin d|vit d|vitamin d3|vit d3|d/c|t/f",
    ),
    (In, "@"),
];

const SUBJECTS: &[(Subject, &str)] = &[
    (
        Subject::Test,
        "hba1c|a1c|hb a1c|fbc|cbc|u&e|u & e|u&es|u & es|u+e|u+es|u/e|ue|ues|u and e|lft|lfts|tft|tfts|tsh|bmp|cmp|crp|esr|inr|ptt|psa|bnp|nt-probnp|egfr|ferritin|lipids|ecg|ekg|eeg|emg|cxr|xr|x-ray|x ray|xray|\
         mri|mrt|ct|ct scan|uss|msu|c&s|ua|ua/c&s|ua c&s|dexa|dexa scan|dxa|holter|egd|ogd|iop|iop check|hvf|oct|cmp|ck|ggt|vbg|abg|pcr|hpv test|ldl|bun|creatinine|troponin|d-dimer|mmse|moca|phq-9|gad-7|psg|nt probnp|hba",
    ),
    (
        Subject::Thing,
        "diuresis|diurese|urine output|proteinuria|proteinurie|albuminuria|albuminurie|urinausscheidung|urinmenge|cortisoluria|calciuria",
    ),
    (Subject::Visit, "f/u|fu|f/up|rtc|rv|opd|opa|tci|cbt|ot|pt|slt|cpn"),
    (Subject::Activity, "peak flow|peak-flow|pef|cpap|hob|peak flows|bm|bms|tens"),
];

const CUES: &[(Cue, &str)] = &[
    (
        Cue::Nothing,
        "d/c meds|d/c home|d/c on|d/c today|d/c summary|d/c with|d/c to|d/c plan|d/c letter|d/c tomorrow|d/c instructions|d/c medications|d/c rx|d/c planning|dc home|dc meds|dc summary|dc today|dc on|dc with|dc plan|dc to|dc letter|dc instructions|dc tomorrow|dc rx",
    ),
    (Cue::Stop, "dc|d/c|dc'd|d/c'd|dced"),
    (
        Cue::Nothing,
        "stage iv|class iv|grade iv|type iv|nyha iv|ckd iv|grado iv|clase iv|stade iv|stadium iv|grad iv",
    ),
    (
        Cue::Needless,
        "iv|i.v.|ivf|intravenous|intravenously|intravenoso|intravenosa|intraveineux|intraveineuse|intravenos",
    ),
    (Cue::Past, "s/p|h/o|hx|pmh|pmhx|c/o|p/w"),
    (
        Cue::Computer,
        "<system>|[system]|system:|</note>|im_start|### system|assistant:|[inst]|[[assistant|\"role\":|begin system prompt|curl http|hey gemini|hi gemini|ok gemini|dear gemini|gemini:|gemini must|gemini should|note to gemini|hey claude|hi claude|dear claude|claude:|claude must|admin password|admin mode|admin access|admin override|prompt:|system prompt|the prompt|this prompt|your prompt",
    ),
    (
        Cue::Computer,
        "chatgpt|gpt|gpt-4|gpt4|llm|llms|json|system prompt|base64|sql|drop table|http|https|<script>|api key|prompt injection|im_end|[/inst]|[assistant]|[user]|role: user|role: assistant|[systeme]|[sistema]|gpt4o|openai|copilot",
    ),
];

const HEADINGS: &[(Heading, &str)] = &[
    (
        Heading::History,
        "pmh|pmhx|pmhx|phx|hx|hpi|hpc|pc|cc|ros|sh|fh|fhx|shx|dh|dhx|sx|o/e|pe|s|o|obs|ix|dx|imp|inv|bg|psh|vs|s/o|a",
    ),
    (
        Heading::Plan,
        "d/c meds|d/c medications|dc meds|d/c plan|meds at d/c|meds on d/c|d/c rx|p|rx|tx|a/p|a & p|a&p|tto|ttos|tta|ttas|sig|plan|r)|f/u|procedere|prozedere",
    ),
    (Heading::Forbidden, "nkda|adr"),
];
