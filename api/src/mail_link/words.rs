//! What the pages behind the links of a reminder's mail say, in each language of the mails.

use aftercare_entity::user::Language;

/// The words of one language. `{n}` is a number of steps.
#[derive(Debug)]
pub(super) struct Words {
    /// ISO 639-1.
    pub code: &'static str,
    pub today: &'static str,
    pub yesterday: &'static str,
    pub due_one: &'static str,
    pub due_many: &'static str,
    pub done_one: &'static str,
    pub done_many: &'static str,
    pub nothing_due: &'static str,
    pub check_in_one: &'static str,
    pub check_in_many: &'static str,
    pub thanks: &'static str,
    pub all_done: &'static str,
    pub over_title: &'static str,
    pub over: &'static str,
    pub stop_title: &'static str,
    pub stop: &'static str,
    pub stop_button: &'static str,
    pub stopped_title: &'static str,
    pub stopped: &'static str,
    pub unknown_title: &'static str,
    pub unknown: &'static str,
    pub away_title: &'static str,
    pub away: &'static str,
    pub app: &'static str,
}

impl Words {
    /// Those of a language.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &ENGLISH,
            Language::Es => &SPANISH,
            Language::Fr => &FRENCH,
            Language::De => &GERMAN,
        }
    }

    /// "2 steps are due."
    pub fn due(&self, count: usize) -> String {
        counted(count, self.due_one, self.due_many)
    }

    /// "2 steps are checked in."
    pub fn done(&self, count: usize) -> String {
        counted(count, self.done_one, self.done_many)
    }

    /// What the button says.
    pub fn check_in(&self, count: usize) -> String {
        counted(count, self.check_in_one, self.check_in_many)
    }
}

/// In all of these languages one is one and what is more is many; nothing is said of none.
fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { one.to_owned() } else { many.replace("{n}", &count.to_string()) }
}

const ENGLISH: Words = Words {
    code: "en",
    today: "Your steps for today",
    yesterday: "Your steps for yesterday",
    due_one: "1 step is due.",
    due_many: "{n} steps are due.",
    done_one: "1 step is checked in.",
    done_many: "{n} steps are checked in.",
    nothing_due: "Nothing is due.",
    check_in_one: "I have done it",
    check_in_many: "I have done all {n}",
    thanks: "Thank you",
    all_done: "Everything that was due is checked in. There is nothing more to do.",
    over_title: "This link was for an earlier day",
    over: "Its day is over, so it checks in nothing any more. Use the link in today's mail, or sign in.",
    stop_title: "Stop the reminders?",
    stop: "You will get no more mails that remind you of your steps. Your plan and your doctor stay as they are, and you can turn the reminders on again in Aftercare.",
    stop_button: "Stop the reminders",
    stopped_title: "The reminders are off",
    stopped: "You get no more mails that remind you of your steps. Your plan goes on. You can turn the reminders on again in Aftercare, under Settings.",
    unknown_title: "This link does not work",
    unknown: "It may be incomplete, or the account is closed. Copy the whole link from the mail, or sign in.",
    away_title: "Please try again in a few minutes",
    away: "Aftercare cannot be reached at the moment. Nothing is lost, and nothing was changed.",
    app: "Open Aftercare",
};

const SPANISH: Words = Words {
    code: "es",
    today: "Sus pasos de hoy",
    yesterday: "Sus pasos de ayer",
    due_one: "Hay 1 paso pendiente.",
    due_many: "Hay {n} pasos pendientes.",
    done_one: "1 paso está anotado.",
    done_many: "{n} pasos están anotados.",
    nothing_due: "No hay nada pendiente.",
    check_in_one: "Ya lo he hecho",
    check_in_many: "He hecho los {n}",
    thanks: "Gracias",
    all_done: "Todo lo pendiente está anotado. No hay nada más que hacer.",
    over_title: "Este enlace era de un día anterior",
    over: "Ese día ya ha pasado, por lo que el enlace ya no anota nada. Use el enlace del correo de hoy o inicie sesión.",
    stop_title: "¿Detener los recordatorios?",
    stop: "No recibirá más correos que le recuerden sus pasos. Su plan y su médico siguen igual, y puede volver a recibirlos en Aftercare.",
    stop_button: "Detener los recordatorios",
    stopped_title: "Los recordatorios están detenidos",
    stopped: "No recibirá más correos que le recuerden sus pasos. Su plan continúa. Puede volver a recibirlos en Aftercare, en Ajustes.",
    unknown_title: "Este enlace no funciona",
    unknown: "Puede que esté incompleto o que la cuenta esté cerrada. Copie el enlace completo del correo o inicie sesión.",
    away_title: "Inténtelo de nuevo en unos minutos",
    away: "En este momento no se puede acceder a Aftercare. No se ha perdido ni cambiado nada.",
    app: "Abrir Aftercare",
};

const FRENCH: Words = Words {
    code: "fr",
    today: "Vos étapes pour aujourd’hui",
    yesterday: "Vos étapes pour hier",
    due_one: "1 étape est à faire.",
    due_many: "{n} étapes sont à faire.",
    done_one: "1 étape est notée.",
    done_many: "{n} étapes sont notées.",
    nothing_due: "Il n’y a rien à faire.",
    check_in_one: "C’est fait",
    check_in_many: "J’ai fait les {n}",
    thanks: "Merci",
    all_done: "Tout ce qui était à faire est noté. Il n’y a plus rien à faire.",
    over_title: "Ce lien concernait un jour précédent",
    over: "Ce jour est passé : le lien ne note plus rien. Utilisez le lien de l’e-mail d’aujourd’hui ou connectez-vous.",
    stop_title: "Arrêter les rappels ?",
    stop: "Vous ne recevrez plus d’e-mails vous rappelant vos étapes. Votre plan et votre médecin restent les mêmes, et vous pouvez les recevoir à nouveau dans Aftercare.",
    stop_button: "Arrêter les rappels",
    stopped_title: "Les rappels sont arrêtés",
    stopped: "Vous ne recevez plus d’e-mails vous rappelant vos étapes. Votre plan continue. Vous pouvez les recevoir à nouveau dans Aftercare, dans les réglages.",
    unknown_title: "Ce lien ne fonctionne pas",
    unknown: "Il est peut-être incomplet, ou le compte est fermé. Copiez le lien entier depuis l’e-mail ou connectez-vous.",
    away_title: "Réessayez dans quelques minutes",
    away: "Aftercare n’est pas accessible pour le moment. Rien n’est perdu et rien n’a été changé.",
    app: "Ouvrir Aftercare",
};

const GERMAN: Words = Words {
    code: "de",
    today: "Ihre Schritte für heute",
    yesterday: "Ihre Schritte für gestern",
    due_one: "1 Schritt ist fällig.",
    due_many: "{n} Schritte sind fällig.",
    done_one: "1 Schritt ist eingetragen.",
    done_many: "{n} Schritte sind eingetragen.",
    nothing_due: "Es ist nichts fällig.",
    check_in_one: "Ich habe es erledigt",
    check_in_many: "Ich habe alle {n} erledigt",
    thanks: "Danke",
    all_done: "Alles Fällige ist eingetragen. Es ist nichts mehr zu tun.",
    over_title: "Dieser Link galt für einen früheren Tag",
    over: "Der Tag ist vorbei, deshalb trägt der Link nichts mehr ein. Nutzen Sie den Link in der heutigen E-Mail oder melden Sie sich an.",
    stop_title: "Erinnerungen abstellen?",
    stop: "Sie erhalten keine E-Mails mehr, die Sie an Ihre Schritte erinnern. Ihr Plan und Ihre Ärztin oder Ihr Arzt bleiben, und Sie können die Erinnerungen in Aftercare wieder einschalten.",
    stop_button: "Erinnerungen abstellen",
    stopped_title: "Die Erinnerungen sind abgestellt",
    stopped: "Sie erhalten keine E-Mails mehr, die Sie an Ihre Schritte erinnern. Ihr Plan läuft weiter. In Aftercare können Sie die Erinnerungen unter Einstellungen wieder einschalten.",
    unknown_title: "Dieser Link funktioniert nicht",
    unknown: "Vielleicht ist er unvollständig, oder das Konto ist geschlossen. Kopieren Sie den ganzen Link aus der E-Mail oder melden Sie sich an.",
    away_title: "Bitte versuchen Sie es in einigen Minuten noch einmal",
    away: "Aftercare ist gerade nicht erreichbar. Es ist nichts verloren, und es wurde nichts geändert.",
    app: "Aftercare öffnen",
};
