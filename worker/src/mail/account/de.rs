//! What mails about accounts say in German.

use super::{Said, Words};

pub(super) const WORDS: Words = Words {
    code: "de",
    hello: "Guten Tag,",
    or_open: "Oder öffnen Sie diese Adresse:",
    footer: "Diese E-Mail wurde von Aftercare verschickt. Bitte antworten Sie nicht darauf.",
    footer_with_replies: "Diese E-Mail wurde von Aftercare verschickt.",
    confirm: Said {
        subject: "Bestätigen Sie Ihre E-Mail-Adresse",
        happened: &[
            "Mit dieser E-Mail-Adresse wurde ein Konto bei Aftercare angelegt. Wenn Sie das waren, bestätigen Sie die Adresse.",
        ],
        code: "Melden Sie sich bei Aftercare an und geben Sie diesen Code ein:",
        link: "Adresse bestätigen",
        otherwise: &[
            "Der Code gilt 24 Stunden. Bis die Adresse bestätigt ist, wird sonst nichts an sie geschickt.",
            "Wenn Sie es nicht waren, tun Sie nichts und geben Sie den Code niemandem. Ohne ihn kann das Konto nicht bestätigt werden.",
        ],
    },
    has_account: Said {
        subject: "Sie haben schon ein Konto",
        happened: &[
            "Jemand, vielleicht Sie, wollte mit dieser E-Mail-Adresse ein Konto bei Aftercare anlegen. Sie haben schon eines.",
            "Melden Sie sich mit dieser Adresse und Ihrem Passwort an. Wenn Sie das Passwort vergessen haben, fordern Sie ein neues an.",
        ],
        code: "",
        link: "Neues Passwort wählen",
        otherwise: &[
            "Wenn Sie es nicht waren, tun Sie nichts. Ihr Konto und sein Passwort sind unverändert.",
        ],
    },
    reset: Said {
        subject: "Wählen Sie ein neues Passwort",
        happened: &["Jemand hat für Ihr Konto bei Aftercare ein neues Passwort angefordert."],
        code: "Wenn Sie das waren, geben Sie diesen Code ein:",
        link: "Neues Passwort wählen",
        otherwise: &[
            "Der Code gilt einmal, 30 Minuten lang. Ein neues Passwort meldet Sie überall ab.",
            "Wenn Sie es nicht waren, tun Sie nichts und geben Sie den Code niemandem. Ihr Passwort ist unverändert.",
        ],
    },
    leave: Said {
        subject: "Eine Änderung Ihrer E-Mail-Adresse wurde angefordert",
        happened: &[
            "Jemand, der in Ihrem Konto bei Aftercare angemeldet ist, will dessen E-Mail-Adresse ändern.",
        ],
        code: "Wenn Sie das waren, geben Sie diesen Code und den aus der E-Mail an die neue Adresse ein:",
        link: "",
        otherwise: &[
            "Der Code gilt 24 Stunden. Ohne beide Codes behält das Konto diese Adresse.",
            "Wenn Sie es nicht waren, geben Sie den Code niemandem und ändern Sie sofort Ihr Passwort: Jemand anderes kennt es.",
        ],
    },
    arrive: Said {
        subject: "Bestätigen Sie Ihre neue E-Mail-Adresse",
        happened: &["Jemand möchte diese E-Mail-Adresse für ein Konto bei Aftercare verwenden."],
        code: "Wenn Sie das waren, melden Sie sich in diesem Konto an und geben Sie diesen Code ein:",
        link: "",
        otherwise: &[
            "Der Code gilt 24 Stunden.",
            "Wenn Sie es nicht waren, tun Sie nichts und geben Sie den Code niemandem. Sonst wird nichts an diese Adresse geschickt.",
        ],
    },
    taken: Said {
        subject: "Diese E-Mail-Adresse hat schon ein Konto",
        happened: &[
            "Jemand, vielleicht Sie, wollte diese E-Mail-Adresse für ein anderes Konto bei Aftercare verwenden. Sie hat schon ein Konto, deshalb geht das nicht.",
            "Melden Sie sich mit dieser Adresse an oder wählen Sie für das andere Konto eine andere.",
        ],
        code: "",
        link: "",
        otherwise: &["Wenn Sie es nicht waren, tun Sie nichts. Ihr Konto ist unverändert."],
    },
    password_changed: Said {
        subject: "Ihr Passwort wurde geändert",
        happened: &[
            "Das Passwort Ihres Kontos bei Aftercare wurde geändert, und andere Geräte wurden abgemeldet.",
        ],
        code: "",
        link: "Neues Passwort wählen",
        otherwise: &[
            "Wenn Sie das waren, ist nichts zu tun.",
            "Wenn Sie es nicht waren, wählen Sie sofort ein neues Passwort und sagen Sie Ihrem Krankenhaus Bescheid.",
        ],
    },
    approved: Said {
        subject: "Ihr Konto wurde freigegeben",
        happened: &[
            "Das Krankenhaus hat Ihr ärztliches Konto freigegeben. Patientinnen und Patienten können Sie jetzt auswählen, und Sie können für sie Notizen schreiben.",
        ],
        code: "",
        link: "",
        otherwise: &["Wenn Sie das nicht beantragt haben, sagen Sie dem Krankenhaus Bescheid."],
    },
    refused: Said {
        subject: "Ihr Konto wurde nicht freigegeben",
        happened: &[
            "Das Krankenhaus hat Ihr ärztliches Konto nicht freigegeben. Sie können sich anmelden, aber niemand kann Sie auswählen.",
        ],
        code: "",
        link: "",
        otherwise: &["Wenn Sie das für einen Irrtum halten, fragen Sie das Krankenhaus."],
    },
};
