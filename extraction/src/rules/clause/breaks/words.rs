//! Words that tie what follows to what stands before, or begin something.

/// Words that tie what follows to what stands before.
pub(super) const TIES: &[&str] = &[
    "for", "with", "of", "in", "on", "at", "to", "from", "by", "before", "after", "until", "till", "per",
    "while", "when", "if", "as", "than", "without", "or", "and", "via", "using", "between", "through",
    "into", "during", "since", "because", "plus", "off", "not", "no", "not", "your", "con", "de", "del",
    "en", "para", "por", "antes", "despues", "sin", "si", "hasta", "y", "o", "al", "a", "avec", "du", "des",
    "d", "pour", "avant", "apres", "sans", "jusqu", "et", "ou", "par", "dans", "sur", "sous", "au", "aux",
    "mit", "von", "vom", "zu", "zum", "zur", "bei", "beim", "vor", "nach", "ohne", "bis", "und", "oder",
    "im", "auf", "fur", "durch", "wegen", "statt", "anstatt", "anstelle", "wenn", "falls", "als", "rather",
    "over", "under", "around", "each", "every", "any", "same", "this", "that", "these",
    // Verbs: what stands behind is what is done.
    "do", "does", "doing", "take", "takes", "use", "uses", "start", "starts", "give", "need", "needs",
    "continue", "hacer", "haga", "tomar", "tome", "faire", "faites", "prendre", "prenez",
];

/// Times that may tell one of several things by its time: "the morning Levemir".
pub(super) const TIMES: &[&str] = &[
    "morning",
    "evening",
    "night",
    "bedtime",
    "nightly",
    "daily",
    "weekly",
    "monthly",
    "lunchtime",
    "teatime",
    "usual",
    "regular",
];

/// Words that stand between a tie and a name.
pub(super) const ARTICLES: &[&str] = &[
    "the", "a", "an", "his", "her", "their", "some", "el", "la", "los", "las", "un", "una", "su", "le",
    "les", "l", "une", "son", "sa", "dem", "my", "your", "our", "new", "seinem", "ihrem", "der", "die",
    "das", "den", "ein", "eine", "einen",
];

/// Words that begin a clause in front of a verb that orders.
pub(super) const PRONOUNS: &[&str] = &[
    "she", "he", "they", "you", "we", "i", "mum", "mom", "dad", "mother", "father", "parents", "carer",
    "carers", "er", "sie", "wir", "il", "elle", "on",
];

/// Words that make a clause a part of the one in front of it.
pub(super) const CONJUNCTIONS: &[&str] = &[
    "that", "if", "when", "because", "while", "as", "until", "till", "before", "after", "which", "who",
    "than", "unless", "since", "and", "so", "but", "or", "whether", "wenn", "dass", "weil", "bis", "si",
    "quand", "que", "to", "with", "for", "by", "told", "asked", "advised", "the", "her", "his", "their",
    "with", "of",
];

/// Verbs that order.
pub(super) const IMPERATIVES: &[&str] = &[
    "start",
    "take",
    "use",
    "apply",
    "continue",
    "finish",
    "give",
    "add",
    "increase",
    "reduce",
    "restart",
    "resume",
    "begin",
    "complete",
    "carry",
    "please",
    "plan",
    "try",
    "tomar",
    "tome",
    "empezar",
    "iniciar",
    "aplicar",
    "seguir",
    "prendre",
    "prenez",
    "poursuivre",
    "appliquer",
    "debuter",
];

/// Words in front of a verb that is no order of its own.
pub(super) const HELPERS: &[&str] = &[
    "to", "should", "will", "can", "may", "must", "could", "would", "please", "never", "then", "also",
    "just", "ll", "d", "did", "does", "do", "is", "are", "was", "were", "been", "be", "a", "the", "his",
    "her", "their", "my", "your", "looks", "look", "stays", "feels", "post",
];
