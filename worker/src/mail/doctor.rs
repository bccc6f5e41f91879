//! The morning's mail to a doctor, as subject, text and HTML: how many patients have fallen behind, and the day in numbers.
//!
//! It names no patient and says nothing of anybody's health: numbers, and a link to where the rest is seen after signing in. All
//! its words are in one table by language.

use super::{RenderedMail, wrap::wrap};
use aftercare_core::domain::at_risk::mails::{Content, Digest, Letter};
use aftercare_entity::user::Language;
use askama::Template;

/// What a mail to a doctor is made of.
#[derive(Debug, Clone, Copy)]
pub struct DoctorMail<'a> {
    /// What it says.
    pub letter: &'a Letter,
    /// In which language.
    pub language: Language,
    /// Where this hospital's pages are; without it, or if it is not http:// or https://, the mail has no link.
    pub link_base: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "doctor.txt")]
struct Text<'a> {
    view: &'a View,
}

#[derive(Template)]
#[template(path = "doctor.html")]
struct Html<'a> {
    view: &'a View,
}

struct View {
    /// As in `lang="en"`.
    language: &'static str,
    subject: String,
    hello: &'static str,
    /// Sentences.
    said: Vec<String>,
    /// The day in numbers.
    lines: Vec<String>,
    /// What the link is called, and the link.
    link: Option<(&'static str, String)>,
    or_open: &'static str,
    /// How to get no more such mails, and that nobody reads answers.
    end: &'static str,
}

const DASHBOARD: &str = "/dashboard";

/// A count in words: of one, and of any other number, which stands for `{n}`.
struct Counted {
    one: &'static str,
    other: &'static str,
}

impl Counted {
    fn of(&self, n: usize) -> String {
        if n == 1 { self.one.to_owned() } else { self.other.replace("{n}", &n.to_string()) }
    }
}

/// All that such a mail may say, in one language.
struct Words {
    code: &'static str,
    hello: &'static str,
    behind_subject: Counted,
    digest_subject: &'static str,
    /// Those of whom no mail has told.
    new: Counted,
    where_to_look: &'static str,
    digest: &'static str,
    to_review: Counted,
    failed: Counted,
    behind: Counted,
    check_ins: Counted,
    due: Counted,
    link: &'static str,
    or_open: &'static str,
    end: &'static str,
    digest_end: &'static str,
}

const ENGLISH: Words = Words {
    code: "en",
    hello: "Hello,",
    behind_subject: Counted { one: "A patient has fallen behind", other: "{n} patients have fallen behind" },
    digest_subject: "Your day at Aftercare",
    new: Counted {
        one: "One of your patients has fallen behind: several days in a row were missed.",
        other: "{n} of your patients have fallen behind: each missed several days in a row.",
    },
    where_to_look: "Your work list shows who, and since when.",
    digest: "Your day in numbers:",
    to_review: Counted { one: "1 item waits for your decision", other: "{n} items wait for your decision" },
    failed: Counted { one: "1 note could not be read", other: "{n} notes could not be read" },
    behind: Counted { one: "1 patient has fallen behind", other: "{n} patients have fallen behind" },
    check_ins: Counted { one: "1 check-in yesterday", other: "{n} check-ins yesterday" },
    due: Counted { one: "1 patient has something due today", other: "{n} patients have something due today" },
    link: "Open the dashboard",
    or_open: "Or open this address:",
    end: "Aftercare sends you at most one email a day about patients who fall behind. Please do not reply to this email.",
    digest_end: "You get this email because you switched on the daily digest; you can switch it off in Aftercare. Please do not reply to this email.",
};

const SPANISH: Words = Words {
    code: "es",
    hello: "Hola:",
    behind_subject: Counted { one: "Un paciente se ha retrasado", other: "{n} pacientes se han retrasado" },
    digest_subject: "Su día en Aftercare",
    new: Counted {
        one: "Uno de sus pacientes se ha retrasado: no ha registrado sus pasos durante varios días seguidos.",
        other: "{n} de sus pacientes se han retrasado: no han registrado sus pasos durante varios días seguidos.",
    },
    where_to_look: "En su lista de tareas puede ver quién y desde cuándo.",
    digest: "Su día en cifras:",
    to_review: Counted { one: "1 elemento espera su decisión", other: "{n} elementos esperan su decisión" },
    failed: Counted { one: "1 nota no se pudo leer", other: "{n} notas no se pudieron leer" },
    behind: Counted { one: "1 paciente se ha retrasado", other: "{n} pacientes se han retrasado" },
    check_ins: Counted { one: "1 registro ayer", other: "{n} registros ayer" },
    due: Counted {
        one: "1 paciente tiene algo pendiente para hoy",
        other: "{n} pacientes tienen algo pendiente para hoy",
    },
    link: "Abrir el panel",
    or_open: "O abra esta dirección:",
    end: "Aftercare le envía como máximo un correo al día sobre pacientes que se retrasan. Por favor, no responda a este correo.",
    digest_end: "Recibe este correo porque activó el resumen diario; puede desactivarlo en Aftercare. Por favor, no responda a este correo.",
};

const FRENCH: Words = Words {
    code: "fr",
    hello: "Bonjour,",
    behind_subject: Counted { one: "Un patient a pris du retard", other: "{n} patients ont pris du retard" },
    digest_subject: "Votre journée sur Aftercare",
    new: Counted {
        one: "Un de vos patients a pris du retard : plusieurs jours de suite ont été manqués.",
        other: "{n} de vos patients ont pris du retard : chacun a manqué plusieurs jours de suite.",
    },
    where_to_look: "Votre liste de tâches indique qui, et depuis quand.",
    digest: "Votre journée en chiffres :",
    to_review: Counted {
        one: "1 élément attend votre décision",
        other: "{n} éléments attendent votre décision",
    },
    failed: Counted { one: "1 note n'a pas pu être lue", other: "{n} notes n'ont pas pu être lues" },
    behind: Counted { one: "1 patient a pris du retard", other: "{n} patients ont pris du retard" },
    check_ins: Counted { one: "1 confirmation hier", other: "{n} confirmations hier" },
    due: Counted {
        one: "1 patient a quelque chose de prévu aujourd'hui",
        other: "{n} patients ont quelque chose de prévu aujourd'hui",
    },
    link: "Ouvrir le tableau de bord",
    or_open: "Ou ouvrez cette adresse :",
    end: "Aftercare vous envoie au plus un e-mail par jour au sujet des patients qui prennent du retard. Merci de ne pas répondre à cet e-mail.",
    digest_end: "Vous recevez cet e-mail parce que vous avez activé le résumé quotidien ; vous pouvez le désactiver dans Aftercare. Merci de ne pas répondre à cet e-mail.",
};

const GERMAN: Words = Words {
    code: "de",
    hello: "Guten Tag,",
    behind_subject: Counted {
        one: "Eine Patientin oder ein Patient ist im Rückstand",
        other: "{n} Ihrer Patientinnen und Patienten sind im Rückstand",
    },
    digest_subject: "Ihr Tag bei Aftercare",
    new: Counted {
        one: "Eine Person, die Sie betreuen, ist im Rückstand: Mehrere Tage in Folge wurde nichts bestätigt.",
        other: "{n} Personen, die Sie betreuen, sind im Rückstand: Mehrere Tage in Folge wurde nichts bestätigt.",
    },
    where_to_look: "In Ihrer Arbeitsliste sehen Sie, wer es ist und seit wann.",
    digest: "Ihr Tag in Zahlen:",
    to_review: Counted {
        one: "1 Eintrag wartet auf Ihre Entscheidung",
        other: "{n} Einträge warten auf Ihre Entscheidung",
    },
    failed: Counted {
        one: "1 Notiz konnte nicht gelesen werden",
        other: "{n} Notizen konnten nicht gelesen werden",
    },
    behind: Counted { one: "1 Person ist im Rückstand", other: "{n} Personen sind im Rückstand" },
    check_ins: Counted { one: "1 Bestätigung gestern", other: "{n} Bestätigungen gestern" },
    due: Counted { one: "1 Person hat heute etwas zu tun", other: "{n} Personen haben heute etwas zu tun" },
    link: "Übersicht öffnen",
    or_open: "Oder öffnen Sie diese Adresse:",
    end: "Aftercare schickt Ihnen höchstens eine E-Mail am Tag über Personen, die im Rückstand sind. Bitte antworten Sie nicht auf diese E-Mail.",
    digest_end: "Sie erhalten diese E-Mail, weil Sie die tägliche Übersicht eingeschaltet haben; Sie können sie in Aftercare ausschalten. Bitte antworten Sie nicht auf diese E-Mail.",
};

const fn words(language: Language) -> &'static Words {
    match language {
        Language::En => &ENGLISH,
        Language::Es => &SPANISH,
        Language::Fr => &FRENCH,
        Language::De => &GERMAN,
    }
}

impl DoctorMail<'_> {
    /// Errors: none that the input can cause; the templates are checked when this is compiled.
    pub fn render(&self) -> Result<RenderedMail, askama::Error> {
        let view = self.view();
        let html = Html { view: &view }.render()?;
        let text = wrap(&Text { view: &view }.render()?);
        Ok(RenderedMail { subject: view.subject, text, html })
    }

    fn view(&self) -> View {
        let words = words(self.language);
        let (new, digest) = match self.letter.content {
            Content::AtRisk { patients } => (patients, None),
            Content::Digest(digest) => (self.letter.told.len(), Some(digest)),
        };
        let mut said = Vec::new();
        if new > 0 {
            said.extend([words.new.of(new), words.where_to_look.to_owned()]);
        }
        if digest.is_some() {
            said.push(words.digest.to_owned());
        }
        View {
            language: words.code,
            subject: match digest {
                None => words.behind_subject.of(new),
                Some(_) => words.digest_subject.to_owned(),
            },
            hello: words.hello,
            said,
            lines: digest.map(|digest| lines(words, digest)).unwrap_or_default(),
            link: self.link(words),
            or_open: words.or_open,
            end: if digest.is_some() { words.digest_end } else { words.end },
        }
    }

    fn link(&self, words: &Words) -> Option<(&'static str, String)> {
        let base = self.link_base.filter(|url| super::wording::is_web_address(url))?;
        Some((words.link, format!("{}{DASHBOARD}", base.trim_end_matches('/'))))
    }
}

/// The numbers, without those that are zero.
fn lines(words: &Words, digest: Digest) -> Vec<String> {
    let counts = [
        (&words.to_review, digest.to_review),
        (&words.failed, digest.failed),
        (&words.behind, digest.behind),
        (&words.due, digest.due),
        (&words.check_ins, digest.check_ins),
    ];
    counts.into_iter().filter(|(_, n)| *n > 0).map(|(counted, n)| counted.of(n)).collect()
}
