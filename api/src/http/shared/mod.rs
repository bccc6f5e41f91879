//! What all rooms of the transport have in common: codes, limits, who asks, what was sent, and how it is refused. Nothing
//! here knows any other room.

mod caller;
mod code;
pub(super) mod input_path;
mod limits;
mod media;
mod params;
mod refusal;
mod requests;
mod standing;
mod unmerged;

pub use caller::{AuthRefusal, Authenticator, Caller, Ended};
pub use code::Code;
pub use limits::{DocumentLimits, HttpLimits, Limits, Rate, ServerLimits, SocketLimits, Weights};
pub(super) use media::{Media, is_json, wants_html};
pub(super) use params::Params;
pub use refusal::Refusal;
pub(super) use requests::RequestId;
pub use requests::{Requests, X_REQUEST_ID};
pub use standing::Standing;
pub use unmerged::Unmerged;
