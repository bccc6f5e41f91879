//! Argon2id off the async threads, never more at once than there are permits: the only costly thing a stranger can ask.

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash,
};
use secrecy::{ExposeSecret, SecretString};
use std::sync::Arc;
use tokio::sync::Semaphore;

use crate::{Error, Result, domain::input::password_forms, random};

/// The cost of a hash. The default is OWASP's: 19 MiB, 2 passes, 1 lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for HashCost {
    fn default() -> Self {
        Self { memory_kib: 19_456, passes: 2, lanes: 1 }
    }
}

/// Hashes and checks passwords. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Passwords {
    argon2: Argon2<'static>,
    permits: Arc<Semaphore>,
    /// Checked when the e-mail is unknown, so that the answer takes the same time.
    dummy: Arc<str>,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// Not this password.
    Wrong,
    /// This password.
    Right,
    /// This password, but hashed at another cost or in another form: store this hash instead.
    RightOutdated(String),
}

impl Passwords {
    /// With at most `at_once` hashes being computed at any time.
    ///
    /// # Errors
    /// When the cost is out of Argon2's bounds.
    pub fn new(cost: HashCost, at_once: usize) -> Result<Self> {
        let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, None)
            .map_err(|_| Error::Internal("AFTERCARE_ARGON2_*: out of Argon2's bounds"))?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let dummy = hash_now(&argon2, &hex::encode(random::bytes::<16>()))?.into();
        Ok(Self { argon2, permits: Arc::new(Semaphore::new(at_once.max(1))), dummy })
    }

    /// The hash of a new password, in PHC string format.
    ///
    /// # Errors
    /// [`Error::Internal`] only.
    pub async fn hash(&self, password: SecretString) -> Result<String> {
        let (password, _) = password_forms(password);
        self.blocking(move |argon2, _| hash_now(argon2, password.expose_secret())).await
    }

    /// Compares with the stored hash; without one (unknown account) it works as long and says [`Checked::Wrong`].
    ///
    /// # Errors
    /// [`Error::Internal`] only.
    pub async fn check(&self, password: SecretString, stored: Option<String>) -> Result<Checked> {
        let (password, typed) = password_forms(password);
        self.blocking(move |argon2, dummy| {
            let known = stored.is_some();
            let stored = stored.as_deref().unwrap_or(dummy);
            let hash = PasswordHash::new(stored)
                .map_err(|_| Error::Internal("a stored password hash is malformed"))?;
            let password = password.expose_secret();
            let matches = |form: &str| argon2.verify_password(form.as_bytes(), &hash).is_ok();
            // A hash from before passwords had one form is of the password as it was typed then.
            let by_form = matches(password);
            let by_typed = !by_form && typed.is_some_and(|typed| matches(typed.expose_secret()));
            if !(by_form || by_typed) || !known {
                return Ok(Checked::Wrong);
            }
            let current = Params::try_from(&hash).is_ok_and(|p| {
                let ours = argon2.params();
                (p.m_cost(), p.t_cost(), p.p_cost()) == (ours.m_cost(), ours.t_cost(), ours.p_cost())
            });
            if current && by_form {
                Ok(Checked::Right)
            } else {
                Ok(Checked::RightOutdated(hash_now(argon2, password)?))
            }
        })
        .await
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Argon2<'static>, &str) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let permit = Arc::clone(&self.permits)
            .acquire_owned()
            .await
            .map_err(|_| Error::Internal("the password permits are closed"))?;
        let (argon2, dummy) = (self.argon2.clone(), Arc::clone(&self.dummy));
        tokio::task::spawn_blocking(move || {
            // The permit moves in: a client that hangs up frees it only when the work is done.
            let _permit = permit;
            work(&argon2, &dummy)
        })
        .await
        .map_err(|_| Error::Internal("a password task was lost"))?
    }
}

fn hash_now(argon2: &Argon2<'static>, password: &str) -> Result<String> {
    let hash = argon2
        .hash_password_with_salt(password.as_bytes(), &random::bytes::<16>())
        .map_err(|_| Error::Internal("hashing failed"))?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cheap(passes: u32) -> Passwords {
        Passwords::new(HashCost { memory_kib: 64, passes, lanes: 1 }, 2).unwrap()
    }

    #[tokio::test]
    async fn right_wrong_unknown_and_outdated() {
        let old = cheap(1);
        let hash = old.hash("correct horse".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{hash}");
        assert_eq!(old.check("correct horse".into(), Some(hash.clone())).await.unwrap(), Checked::Right);
        assert_eq!(old.check("wrong horse".into(), Some(hash.clone())).await.unwrap(), Checked::Wrong);
        assert_eq!(old.check("correct horse".into(), None).await.unwrap(), Checked::Wrong);
        let new = cheap(2);
        let Checked::RightOutdated(better) = new.check("correct horse".into(), Some(hash)).await.unwrap()
        else {
            panic!("the old cost must be noticed")
        };
        assert_eq!(new.check("correct horse".into(), Some(better)).await.unwrap(), Checked::Right);
    }

    #[tokio::test]
    async fn a_password_is_right_in_every_spelling_and_old_hashes_of_the_typed_one_go_on_working() {
        let passwords = cheap(1);
        let (composed, apart) = ("caf\u{e9} by the river", "cafe\u{301} by the river");
        let hash = passwords.hash(apart.into()).await.unwrap();
        for typed in [composed, apart, "caf\u{e9} by the\u{3000}river"] {
            assert_eq!(passwords.check(typed.into(), Some(hash.clone())).await.unwrap(), Checked::Right);
        }
        let old = hash_now(&passwords.argon2, apart).unwrap();
        let Checked::RightOutdated(better) = passwords.check(apart.into(), Some(old.clone())).await.unwrap()
        else {
            panic!("the old form must be noticed")
        };
        assert_eq!(passwords.check(composed.into(), Some(better)).await.unwrap(), Checked::Right);
        assert_eq!(passwords.check("cafe by the river".into(), Some(old)).await.unwrap(), Checked::Wrong);
    }
}
