//! What mails about accounts say in French.

use super::{Said, Words};

pub(super) const WORDS: Words = Words {
    code: "fr",
    hello: "Bonjour,",
    or_open: "Ou ouvrez cette adresse :",
    footer: "Ce message a été envoyé par Aftercare. Merci de ne pas y répondre.",
    footer_with_replies: "Ce message a été envoyé par Aftercare.",
    confirm: Said {
        subject: "Confirmez votre adresse e-mail",
        happened: &[
            "Un compte Aftercare a été créé avec cette adresse e-mail. Si c’était vous, confirmez l’adresse.",
        ],
        code: "Connectez-vous à Aftercare et saisissez ce code :",
        link: "Confirmer l’adresse",
        otherwise: &[
            "Le code est valable 24 heures. Tant que l’adresse n’est pas confirmée, rien d’autre n’y est envoyé.",
            "Si ce n’était pas vous, ne faites rien et ne donnez le code à personne. Sans lui, le compte ne peut pas être confirmé.",
        ],
    },
    has_account: Said {
        subject: "Vous avez déjà un compte",
        happened: &[
            "Quelqu’un, peut-être vous, a essayé de créer un compte Aftercare avec cette adresse e-mail. Vous en avez déjà un.",
            "Connectez-vous avec cette adresse et votre mot de passe. Si vous avez oublié le mot de passe, demandez-en un nouveau.",
        ],
        code: "",
        link: "Choisir un nouveau mot de passe",
        otherwise: &[
            "Si ce n’était pas vous, ne faites rien. Votre compte et son mot de passe n’ont pas changé.",
        ],
    },
    reset: Said {
        subject: "Choisissez un nouveau mot de passe",
        happened: &["Quelqu’un a demandé un nouveau mot de passe pour votre compte Aftercare."],
        code: "Si c’était vous, saisissez ce code :",
        link: "Choisir un nouveau mot de passe",
        otherwise: &[
            "Le code est valable une seule fois, pendant 30 minutes. Un nouveau mot de passe vous déconnecte partout.",
            "Si ce n’était pas vous, ne faites rien et ne donnez le code à personne. Votre mot de passe n’a pas changé.",
        ],
    },
    leave: Said {
        subject: "Un changement de votre adresse e-mail a été demandé",
        happened: &["Quelqu’un qui est connecté à votre compte Aftercare veut en changer l’adresse e-mail."],
        code: "Si c’était vous, saisissez ce code et celui du message envoyé à la nouvelle adresse :",
        link: "",
        otherwise: &[
            "Le code est valable 24 heures. Sans les deux codes, le compte garde cette adresse.",
            "Si ce n’était pas vous, ne donnez le code à personne et changez tout de suite votre mot de passe : quelqu’un d’autre le connaît.",
        ],
    },
    arrive: Said {
        subject: "Confirmez votre nouvelle adresse e-mail",
        happened: &["Quelqu’un veut utiliser cette adresse e-mail pour son compte Aftercare."],
        code: "Si c’était vous, connectez-vous à ce compte et saisissez ce code :",
        link: "",
        otherwise: &[
            "Le code est valable 24 heures.",
            "Si ce n’était pas vous, ne faites rien et ne donnez le code à personne. Rien d’autre n’est envoyé à cette adresse.",
        ],
    },
    taken: Said {
        subject: "Cette adresse e-mail a déjà un compte",
        happened: &[
            "Quelqu’un, peut-être vous, voulait utiliser cette adresse e-mail pour un autre compte Aftercare. Elle a déjà un compte : ce n’est pas possible.",
            "Connectez-vous avec cette adresse, ou choisissez-en une autre pour l’autre compte.",
        ],
        code: "",
        link: "",
        otherwise: &["Si ce n’était pas vous, ne faites rien. Votre compte n’a pas changé."],
    },
    password_changed: Said {
        subject: "Votre mot de passe a été changé",
        happened: &[
            "Le mot de passe de votre compte Aftercare a été changé et les autres appareils ont été déconnectés.",
        ],
        code: "",
        link: "Choisir un nouveau mot de passe",
        otherwise: &[
            "Si c’était vous, il n’y a rien à faire.",
            "Si ce n’était pas vous, choisissez tout de suite un nouveau mot de passe et prévenez votre hôpital.",
        ],
    },
    approved: Said {
        subject: "Votre compte a été approuvé",
        happened: &[
            "L’hôpital a approuvé votre compte de médecin. Les patients peuvent maintenant vous choisir, et vous pouvez écrire des notes pour eux.",
        ],
        code: "",
        link: "",
        otherwise: &["Si vous n’avez rien demandé, prévenez l’hôpital."],
    },
    refused: Said {
        subject: "Votre compte n’a pas été approuvé",
        happened: &[
            "L’hôpital n’a pas approuvé votre compte de médecin. Vous pouvez vous connecter, mais les patients ne peuvent pas vous choisir.",
        ],
        code: "",
        link: "",
        otherwise: &["Si vous pensez que c’est une erreur, adressez-vous à l’hôpital."],
    },
};
