//! One spelling of each thing that people type: accounts of many scripts are found however they are written.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use aftercare_core::{
    App, Error,
    domain::{
        accounts::{self, NewAccount},
        assignments,
        log_in_tries::Visit,
        spellings::{self, Respelt},
    },
    on_each_database,
    testing::people,
};
use aftercare_entity::{user, user::Role};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

async fn sign_up(app: &App, email: &str, password: &str, name: &str) -> Result<user::Model, Error> {
    let (password, role) = (password.into(), Role::Patient);
    accounts::sign_up(app, NewAccount { email, password, name, role, time_zone: None, address: None }).await
}

async fn found(app: &App, search: &str) -> Vec<String> {
    let found =
        assignments::doctors(app, Some(search), &aftercare_core::page::Page::first(10)).await.unwrap();
    found.iter().map(|doctor| doctor.name.clone()).collect()
}

/// As a program of before would have stored it.
async fn store(app: &App, account: &user::Model, email: Option<&str>, folded: &str) {
    let mut row = account.clone().into_active_model();
    row.name_folded = Set(folded.to_owned());
    if let Some(email) = email {
        row.email = Set(email.to_owned());
    }
    row.update(app.db().write()).await.unwrap();
}

on_each_database! {
    async fn an_account_is_one_in_every_spelling_of_its_address_and_password(t: TestApp) {
        let made = sign_up(&t.app, "Rene\u{301}@Bücher.example", "cafe\u{301} by the river", "René").await.unwrap();
        assert_eq!(made.email, "ren\u{e9}@xn--bcher-kva.example");
        for email in ["ren\u{e9}@bücher.example", "RENÉ@BU\u{308}CHER.example", " rene\u{301}@xn--bcher-kva.example", "rené@bücher。example"] {
            for password in ["caf\u{e9} by the river", "cafe\u{301} by the\u{3000}river"] {
                let found = accounts::log_in(&t.app, email, password.into(), Visit::from("::1".parse().unwrap())).await.unwrap();
                assert_eq!(found.id, made.id, "{email}");
            }
        }
        let wrong = accounts::log_in(&t.app, "rené@bücher.example", "cafe by the river".into(), Visit::from("::1".parse().unwrap())).await;
        assert!(matches!(wrong, Err(Error::Unauthenticated(_))));
    }

    async fn doctors_of_many_scripts_are_found_by_what_people_type(t: TestApp) {
        for name in [
            "Łukasz Żółć", "Øystein Ås", "Groß Weiß", "Iğdır Işık", "Đorđe Đukić", "Þóra Guðrún", "Æsa Bæk",
            "מֹשֶׁה כהן", "مُحَمَّد علی\u{200C}رضا", "राम शर्मा", "रमा शर्मा", "山田 太郎", "김민수", "Nguyễn Thị Ánh", "Σωκράτης",
        ] {
            people::account(&t.app, Role::Doctor, name).await.unwrap();
        }
        for (search, name) in [
            ("lukasz zolc", "Łukasz Żółć"), ("OYSTEIN", "Øystein Ås"), ("øystein", "Øystein Ås"), ("gross", "Groß Weiß"),
            ("WEISS", "Groß Weiß"), ("igdir isik", "Iğdır Işık"), ("dorde", "Đorđe Đukić"), ("thora gudrun", "Þóra Guðrún"),
            ("aesa baek", "Æsa Bæk"), ("משה", "מֹשֶׁה כהן"), ("محمد علیرضا", "مُحَمَّد علی\u{200C}رضا"), ("राम", "राम शर्मा"), ("रमा", "रमा शर्मा"),
            ("太郎", "山田 太郎"), ("민수", "김민수"), ("nguyen thi anh", "Nguyễn Thị Ánh"), ("σωκρατησ", "Σωκράτης"), ("ΣΩΚΡΑΤΗΣ", "Σωκράτης"),
        ] {
            assert_eq!(found(&t.app, search).await, [name], "{search}");
        }
    }

    async fn rows_of_before_are_respelt_once_and_found_then(t: TestApp) {
        let app = &t.app;
        let mut doctors = Vec::new();
        for _ in 0..1200 {
            doctors.push(people::account(app, Role::Doctor, "Łukasz").await.unwrap());
        }
        let (first, last) = (&doctors[0], &doctors[1199]);
        store(app, first, Some("first@bücher.example"), "łukasz").await;
        store(app, last, None, "łukasz").await;
        // Two accounts for what is one address today: neither is touched, and each is found by its own spelling.
        store(app, &doctors[1], Some("two@bücher.example"), "lukasz").await;
        store(app, &doctors[2], Some("two@xn--bcher-kva.example"), "lukasz").await;
        let search = |first: u64| async move { assignments::doctors(app, Some("lukasz"), &aftercare_core::page::Page::first(first)).await.unwrap().len() };
        assert_eq!(search(2000).await, 1198);
        assert_eq!(spellings::respell(app).await.unwrap(), Respelt { names: 2, emails: 1 });
        assert_eq!(search(2000).await, 1200);
        let emails = async |id| {
            use sea_orm::EntityTrait;
            user::Entity::find_by_id(id).one(app.db().read()).await.unwrap().unwrap().email
        };
        assert_eq!(emails(first.id).await, "first@xn--bcher-kva.example");
        assert_eq!(emails(doctors[1].id).await, "two@bücher.example");
        assert_eq!(spellings::respell(app).await.unwrap(), Respelt::default());
    }
}
