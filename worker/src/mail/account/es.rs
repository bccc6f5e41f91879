//! What mails about accounts say in Spanish.

use super::{Said, Words};

pub(super) const WORDS: Words = Words {
    code: "es",
    hello: "Hola:",
    or_open: "O abra esta dirección:",
    footer: "Este correo lo ha enviado Aftercare. No responda a él.",
    footer_with_replies: "Este correo lo ha enviado Aftercare.",
    confirm: Said {
        subject: "Confirme su dirección de correo",
        happened: &[
            "Se ha creado una cuenta en Aftercare con esta dirección de correo. Si ha sido usted, confirme la dirección.",
        ],
        code: "Inicie sesión en Aftercare e introduzca este código:",
        link: "Confirmar la dirección",
        otherwise: &[
            "El código es válido durante 24 horas. Hasta que se confirme la dirección, no se le envía nada más.",
            "Si no ha sido usted, no haga nada y no dé el código a nadie. Sin él no se puede confirmar la cuenta.",
        ],
    },
    has_account: Said {
        subject: "Ya tiene una cuenta",
        happened: &[
            "Alguien, quizá usted, ha intentado crear una cuenta en Aftercare con esta dirección de correo. Ya tiene una.",
            "Inicie sesión con esta dirección y su contraseña. Si ha olvidado la contraseña, pida una nueva.",
        ],
        code: "",
        link: "Elegir una contraseña nueva",
        otherwise: &["Si no ha sido usted, no haga nada. Su cuenta y su contraseña siguen igual."],
    },
    reset: Said {
        subject: "Elija una contraseña nueva",
        happened: &["Alguien ha pedido una contraseña nueva para su cuenta en Aftercare."],
        code: "Si ha sido usted, introduzca este código:",
        link: "Elegir una contraseña nueva",
        otherwise: &[
            "El código es válido una sola vez, durante 30 minutos. Una contraseña nueva cierra todas sus sesiones.",
            "Si no ha sido usted, no haga nada y no dé el código a nadie. Su contraseña sigue igual.",
        ],
    },
    leave: Said {
        subject: "Se ha pedido cambiar su dirección de correo",
        happened: &[
            "Alguien que ha iniciado sesión en su cuenta de Aftercare quiere cambiar su dirección de correo.",
        ],
        code: "Si ha sido usted, introduzca este código y el del correo enviado a la dirección nueva:",
        link: "",
        otherwise: &[
            "El código es válido durante 24 horas. Sin los dos códigos, la cuenta conserva esta dirección.",
            "Si no ha sido usted, no dé el código a nadie y cambie su contraseña enseguida: alguien más la conoce.",
        ],
    },
    arrive: Said {
        subject: "Confirme su nueva dirección de correo",
        happened: &["Alguien quiere usar esta dirección de correo para su cuenta de Aftercare."],
        code: "Si ha sido usted, inicie sesión en esa cuenta e introduzca este código:",
        link: "",
        otherwise: &[
            "El código es válido durante 24 horas.",
            "Si no ha sido usted, no haga nada y no dé el código a nadie. No se envía nada más a esta dirección.",
        ],
    },
    taken: Said {
        subject: "Esta dirección de correo ya tiene una cuenta",
        happened: &[
            "Alguien, quizá usted, quería usar esta dirección de correo para otra cuenta de Aftercare. Ya tiene una cuenta, así que no es posible.",
            "Inicie sesión con esta dirección o elija otra para la otra cuenta.",
        ],
        code: "",
        link: "",
        otherwise: &["Si no ha sido usted, no haga nada. Su cuenta sigue igual."],
    },
    password_changed: Said {
        subject: "Se ha cambiado su contraseña",
        happened: &[
            "Se ha cambiado la contraseña de su cuenta en Aftercare y se han cerrado las sesiones de otros dispositivos.",
        ],
        code: "",
        link: "Elegir una contraseña nueva",
        otherwise: &[
            "Si ha sido usted, no tiene que hacer nada.",
            "Si no ha sido usted, elija una contraseña nueva enseguida y avise a su hospital.",
        ],
    },
    approved: Said {
        subject: "Se ha aprobado su cuenta",
        happened: &[
            "El hospital ha aprobado su cuenta de médico. Los pacientes ya pueden elegirle, y usted puede escribir notas para quienes lo hagan.",
        ],
        code: "",
        link: "",
        otherwise: &["Si no lo ha pedido usted, avise al hospital."],
    },
    refused: Said {
        subject: "No se ha aprobado su cuenta",
        happened: &[
            "El hospital no ha aprobado su cuenta de médico. Puede iniciar sesión, pero los pacientes no pueden elegirle.",
        ],
        code: "",
        link: "",
        otherwise: &["Si cree que es un error, pregunte al hospital."],
    },
};
