//! Argon2id off the async threads, never more at once than there are permits: the only costly thing a stranger can ask.

mod lanes;
mod memory;

pub use lanes::HashLimits;

use crate::{Error, Result, domain::input::password_forms, random, settings::HashSettings};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};
use lanes::{Lane, Lanes, Permit};
use memory::Memory;
use secrecy::{ExposeSecret, SecretString};
use std::sync::Arc;

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
        HashSettings::default().cost()
    }
}

/// Hashes and checks passwords. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Passwords {
    hasher: Hasher,
    lanes: Arc<Lanes>,
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
    /// With a limit on how many hashes are computed at any time.
    ///
    /// # Errors
    /// When the cost is out of Argon2's bounds.
    pub fn new(cost: HashCost, limits: HashLimits) -> Result<Self> {
        let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, None)
            .map_err(|_| Error::Internal("AFTERCARE_ARGON2_*: out of Argon2's bounds"))?;
        let memory = Memory::new(limits.at_once.max(1), params.block_count());
        let hasher = Hasher { argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params), memory };
        let dummy = hasher.nobodys()?.into();
        Ok(Self { hasher, lanes: Arc::new(Lanes::new(limits)), dummy })
    }

    /// The hash of a newcomer's password, in PHC string format. However many sign up, log-ins go on.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many wait; [`Error::Internal`].
    pub async fn hash(&self, password: SecretString) -> Result<String> {
        let permit = self.lanes.enter(Lane::SignUp).await?;
        let (password, _) = password_forms(password);
        self.blocking(permit, move |hasher, _| hasher.hash(password.expose_secret())).await
    }

    /// The hash of a new password of somebody who has proved who they are: it waits with the log-ins, not with the sign-ups.
    ///
    /// # Errors
    /// As for [`Passwords::hash`].
    pub async fn hash_of_owner(&self, password: SecretString) -> Result<String> {
        let permit = self.lanes.enter(Lane::LogIn).await?;
        let (password, _) = password_forms(password);
        self.blocking(permit, move |hasher, _| hasher.hash(password.expose_secret())).await
    }

    /// Compares with the stored hash; without one (unknown account) it works as long and says [`Checked::Wrong`].
    ///
    /// # Errors
    /// [`Error::Busy`] when too many wait; [`Error::Internal`].
    pub async fn check(&self, password: SecretString, stored: Option<String>) -> Result<Checked> {
        let permit = self.lanes.enter(Lane::LogIn).await?;
        let (password, typed) = password_forms(password);
        self.blocking(permit, move |hasher, dummy| {
            let known = stored.is_some();
            let hash = PasswordHash::new(stored.as_deref().unwrap_or(dummy))
                .map_err(|_| Error::Internal("a stored password hash is malformed"))?;
            let password = password.expose_secret();
            // A hash from before passwords had one form is of the password as it was typed then.
            let by_form = hasher.verify(password, &hash)?;
            let by_typed = match typed {
                Some(typed) if !by_form => hasher.verify(typed.expose_secret(), &hash)?,
                _ => false,
            };
            if !(by_form || by_typed) || !known {
                return Ok(Checked::Wrong);
            }
            let current = Params::try_from(&hash).is_ok_and(|p| {
                let ours = hasher.argon2.params();
                (p.m_cost(), p.t_cost(), p.p_cost()) == (ours.m_cost(), ours.t_cost(), ours.p_cost())
            });
            if current && by_form {
                Ok(Checked::Right)
            } else {
                Ok(Checked::RightOutdated(hasher.hash(password)?))
            }
        })
        .await
    }

    async fn blocking<T: Send + 'static>(
        &self,
        permit: Permit,
        work: impl FnOnce(&Hasher, &str) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (hasher, dummy) = (self.hasher.clone(), Arc::clone(&self.dummy));
        tokio::task::spawn_blocking(move || {
            // The permit moves in: a client that hangs up frees it only when the work is done.
            let _permit = permit;
            work(&hasher, &dummy)
        })
        .await
        .map_err(|_| Error::Internal("a password task was lost"))?
    }
}

/// Computes hashes, in memory that is used again.
#[derive(Clone, Debug)]
struct Hasher {
    argon2: Argon2<'static>,
    memory: Memory,
}

impl Hasher {
    fn hash(&self, password: &str) -> Result<String> {
        let salt = random::bytes::<16>();
        let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
        self.compute(&self.argon2, password, &salt, &mut out)?;
        self.written(&salt, &out)
    }

    /// A hash of this cost that no password has. It is made up and not computed: a process in which nobody has logged in yet needs no
    /// memory for it.
    fn nobodys(&self) -> Result<String> {
        self.written(&random::bytes::<16>(), &random::bytes::<{ Params::DEFAULT_OUTPUT_LEN }>())
    }

    fn written(&self, salt: &[u8], out: &[u8]) -> Result<String> {
        let failed = |_| Error::Internal("hashing failed");
        let hash = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(self.argon2.params())
                .map_err(|_| Error::Internal("hashing failed"))?,
            salt: Some(Salt::new(salt).map_err(failed)?),
            hash: Some(Output::new(out).map_err(failed)?),
        };
        Ok(hash.to_string())
    }

    /// Whether `password` has this hash, at the cost that the hash names.
    fn verify(&self, password: &str, hash: &PasswordHash) -> Result<bool> {
        let malformed = || Error::Internal("a stored password hash is malformed");
        let (Some(salt), Some(expected)) = (&hash.salt, &hash.hash) else { return Ok(false) };
        let algorithm = Algorithm::try_from(hash.algorithm.as_str()).map_err(|_| malformed())?;
        let version = hash.version.map_or(Ok(Version::V0x13), Version::try_from).map_err(|_| malformed())?;
        let params = Params::try_from(hash).map_err(|_| malformed())?;
        let mut out = vec![0; expected.len()];
        self.compute(&Argon2::new(algorithm, version, params), password, salt, &mut out)?;
        // The comparison takes the same time wherever they differ.
        Ok(Output::new(&out).map_err(|_| malformed())? == *expected)
    }

    fn compute(&self, argon2: &Argon2<'_>, password: &str, salt: &[u8], out: &mut [u8]) -> Result<()> {
        let blocks = argon2.params().block_count();
        let mut piece = self.memory.piece(blocks);
        argon2
            .hash_password_into_with_memory(password.as_bytes(), salt, out, piece.first(blocks))
            .map_err(|_| Error::Internal("hashing failed"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cheap(passes: u32) -> Passwords {
        Passwords::new(HashCost { memory_kib: 64, passes, lanes: 1 }, HashLimits::at_once(2)).unwrap()
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
    async fn the_hashes_are_those_that_the_library_makes() {
        use argon2::{PasswordHasher, PasswordVerifier};
        let ours = cheap(1);
        let library = Argon2::from(Params::new(64, 1, 1, None).unwrap());
        let hash = ours.hash_of_owner("correct horse".into()).await.unwrap();
        library.verify_password(b"correct horse", &PasswordHash::new(&hash).unwrap()).unwrap();
        let hash = library.hash_password_with_salt(b"correct horse", &[7; 16]).unwrap().to_string();
        assert_eq!(ours.check("correct horse".into(), Some(hash)).await.unwrap(), Checked::Right);
    }

    #[tokio::test]
    async fn a_password_is_right_in_every_spelling_and_old_hashes_of_the_typed_one_go_on_working() {
        let passwords = cheap(1);
        let (composed, apart) = ("caf\u{e9} by the river", "cafe\u{301} by the river");
        let hash = passwords.hash(apart.into()).await.unwrap();
        for typed in [composed, apart, "caf\u{e9} by the\u{3000}river"] {
            assert_eq!(passwords.check(typed.into(), Some(hash.clone())).await.unwrap(), Checked::Right);
        }
        let old = passwords.hasher.hash(apart).unwrap();
        let Checked::RightOutdated(better) = passwords.check(apart.into(), Some(old.clone())).await.unwrap()
        else {
            panic!("the old form must be noticed")
        };
        assert_eq!(passwords.check(composed.into(), Some(better)).await.unwrap(), Checked::Right);
        assert_eq!(passwords.check("cafe by the river".into(), Some(old)).await.unwrap(), Checked::Wrong);
    }
}
