//! The shared state: every room above is given it, and no room below knows it.

use super::{engine::Engine, feed::Feeds};
use crate::http::{
    connection::{Origins, Proxies, Tallies},
    document::Documents,
    shared::{Authenticator, Limits, Requests},
};

/// What all requests of one transport share.
pub(in crate::http) struct Core {
    pub engine: Box<dyn Engine>,
    pub authenticator: Box<dyn Authenticator>,
    pub limits: Limits,
    pub origins: Origins,
    pub proxies: Proxies,
    pub page: Option<&'static str>,
    pub requests: Requests,
    pub documents: Documents,
    pub feeds: Feeds,
    pub tallies: Tallies,
}
