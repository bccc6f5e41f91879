//! Who is asking: access tokens and the viewer made from them.

mod actor;
mod authenticate;
mod cookies;
mod tokens;
mod user_agent;
mod viewer;
mod watch;

pub use actor::actor;
pub use authenticate::Sessions;
pub use cookies::{ASKING, Cookies, Jar};
pub use tokens::{AccessToken, Claims, TokenError, TokenKeys};
pub use viewer::{Client, Viewer};
pub use watch::{SessionWatch, Watching};
