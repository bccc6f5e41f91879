//! Gemini on Google's Vertex AI: another address, an OAuth token in place of the key, and no `store`.

use super::{Protocol, bearer, gemini, word};
use crate::extraction::model::{
    look::Look,
    settings::{ModelSettingError, ModelSettings},
};

pub(super) const VERTEX: Protocol =
    Protocol { name: "vertex", key: bearer, base, path, look, body: gemini::body, ..gemini::GEMINI };

const PLACE: ModelSettingError = ModelSettingError {
    setting: "AFTERCARE_VERTEX_PROJECT, AFTERCARE_VERTEX_LOCATION",
    problem: "both must be set for Vertex AI, in letters, digits, '-', '.' and ':'",
};

fn base(settings: &ModelSettings) -> Result<String, ModelSettingError> {
    let location = word(&settings.location).ok_or(PLACE)?;
    Ok(if location == "global" {
        "https://aiplatform.googleapis.com".to_owned()
    } else {
        format!("https://{location}-aiplatform.googleapis.com")
    })
}

fn look(settings: &ModelSettings) -> Result<Look, ModelSettingError> {
    path(settings).map(gemini::count)
}

fn path(settings: &ModelSettings) -> Result<Vec<String>, ModelSettingError> {
    // The default of the developer API, which an older list of settings may still name.
    let version = match gemini::version(settings, "v1")? {
        "v1beta" => "v1",
        version => version,
    };
    let (project, location) = word(&settings.project).zip(word(&settings.location)).ok_or(PLACE)?;
    let method = gemini::method(settings)?;
    let path =
        [version, "projects", project, "locations", location, "publishers", "google", "models", &method];
    Ok(path.map(str::to_owned).to_vec())
}
