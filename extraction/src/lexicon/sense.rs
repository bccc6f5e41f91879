//! The senses that words may have, the same in every language.

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 60 seconds or less; too short to plan by.
    Minute,
    /// 60 minutes.
    Hour,
    /// A day or a night.
    Day,
    /// 7 days.
    Week,
    /// 14 days.
    Fortnight,
    /// 30 days, as the rules of care count.
    Month,
    /// 365 days.
    Year,
}

impl Unit {
    /// Its length in days; months and years by the rules of care.
    pub fn days(self) -> f64 {
        match self {
            Self::Minute => 1.0 / 1440.0,
            Self::Hour => 1.0 / 24.0,
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Fortnight => 14.0,
            Self::Month => 30.0,
            Self::Year => 365.0,
        }
    }
}

/// How often, how long, when, how much.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Time {
    /// A number word.
    Num(f64),
    /// "a", "an": one, or per.
    Article,
    /// "other", "second", "third", in "every second day".
    Nth(f64),
    /// day, week, ...
    Unit(Unit),
    /// "times".
    Times,
    /// "twice": so many times.
    TimesN(f64),
    /// "x": times, or for.
    X,
    /// "per".
    Per,
    /// "every", "each", "q".
    Every,
    /// "hourly": behind a number, every so many hours.
    Hourly,
    /// So many times a day.
    Daily(f64),
    /// Once in so many days.
    EveryDays(f64),
    /// A time of day (a bit each: morning, noon, afternoon, evening, bedtime).
    Slot(u8),
    /// With each meal.
    Meals,
    /// If needed.
    Prn,
    /// "if", "in case of": a condition, which makes a medicine one that is taken if needed.
    If,
    /// In front of a length.
    For,
    /// In front of an end.
    Until,
    /// In front of a last day ("last dose"); without a day behind it, it says nothing.
    End,
    /// In front of a date or a distance to one.
    In,
    /// In front of a distance to a date.
    After,
    /// In front of a maximum.
    UpTo,
    /// Between the ends of a range.
    To,
    /// "and".
    And,
    /// "or".
    Or,
    /// In front of a next phase.
    Then,
    /// Says nothing between a preposition and its number ("the next", "another").
    Filler,
    /// One time only.
    Once,
    /// So many days from the note's day.
    Date(i64),
    /// A weekday, Monday 0.
    Weekday(u8),
    /// "Mondays": each of them.
    Weekdays(u8),
    /// Several weekdays in one word ("weekends"): a bit each, Monday the lowest.
    Days(u8),
    /// The days that were not named before ("all other days").
    OtherDays,
    /// In front of the days that are left out ("except Sundays").
    Except,
    /// A month, January 1.
    Month(u8),
    /// "ago": what comes before is the past.
    Ago,
    /// Without end ("long term", "until finished").
    Ongoing,
    /// A length that nobody can count ("for a while").
    Vague,
    /// "While awake".
    Awake,
    /// A unit of a dose that is measured (mg, mL).
    Measure,
    /// A unit of a dose that is counted (tablet, puff).
    Piece,
    /// Means nothing to the clock, though its words might.
    Nothing,
}

/// What a step may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A medicine, by name or class.
    Medicine,
    /// A form of a medicine (cream, drops): its name where there is no other.
    Form,
    /// An activity, or what is not to be done for a while.
    Activity,
    /// What people do anyway ("alcohol", "smoking"): a step only where it is ordered or forbidden.
    Habit,
    /// A verb that begins an instruction by itself ("soak", "throw away").
    Deed,
    /// A verb that begins an instruction that is done once, on its day ("return", "book").
    Errand,
    /// A test or measurement made by others.
    Test,
    /// An appointment, a call, a referral.
    Visit,
    /// A thing whose name holds a word of another row ("stop-smoking clinic" stops nothing).
    Thing,
}

/// Whether what is said is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cue {
    /// An order, a permission, advice: from now on.
    Instruct,
    /// not, no, without, avoid.
    Not,
    /// not needed, not indicated, declined.
    Needless,
    /// stopped, discontinued, withheld.
    Stop,
    /// Was, had, given: done or over.
    Past,
    /// "takes", "is on": tells what is, orders nothing.
    Describes,
    /// A relative or other person.
    Kin,
    /// What a relative does with a medicine ("takes", "is on", "has").
    Has,
    /// "if worse": advice for a case that may never come.
    Conditional,
    /// Speaks to a computer.
    Computer,
    /// A verb by which such text goes on ("print", "tell the patient").
    ComputerGoesOn,
    /// A complaint.
    Symptom,
    /// The result of a test.
    Result,
    /// What the clinic does itself.
    Clinic,
    /// Ends what an instruction says: reasons, comparisons.
    Aside,
    /// "swapped": what is named first is over, what is named next begins.
    Swap,
    /// "would", "might", "an option": thought of, and not ordered.
    Hypothetical,
    /// Looks like one of the others, and says nothing.
    Nothing,
}

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// History, findings, results, the stay.
    History,
    /// What is to be done.
    Plan,
    /// What was stopped.
    Stopped,
    /// Allergies, contraindications.
    Forbidden,
    /// What to do in a case that may never come.
    SafetyNet,
    /// At the head of a note: a report, a list or a record, in which only a plan by name is one.
    Report,
    /// Any other.
    Other,
}
