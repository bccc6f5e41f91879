use super::Endpoint;
use crate::extraction::model::{ModelSettings, Provider};
use secrecy::SecretString;

fn settings(provider: Provider) -> ModelSettings {
    ModelSettings::new(provider, SecretString::from("AQ.secret-key"))
}

fn vertex(location: &str) -> Provider {
    Provider::Vertex { project: "ward-7".to_owned(), location: location.to_owned() }
}

fn url(settings: &ModelSettings) -> String {
    Endpoint::new(settings).expect("settings are fine").url.to_string()
}

fn problem(settings: &ModelSettings) -> String {
    Endpoint::new(settings).err().expect("must be refused").to_string()
}

#[test]
fn each_provider_has_its_address() {
    assert_eq!(
        url(&settings(Provider::Gemini)),
        "https://generativelanguage.googleapis.com/v1beta/models/gemini-3.8-flash:generateContent"
    );
    assert_eq!(
        url(&settings(vertex("europe-west4"))),
        "https://europe-west4-aiplatform.googleapis.com/v1/projects/ward-7/locations/europe-west4/publishers/google/models/gemini-3.8-flash:generateContent"
    );
    assert!(
        url(&settings(vertex("global"))).starts_with("https://aiplatform.googleapis.com/v1/projects/ward-7/")
    );
    let mut own = settings(Provider::OpenAi);
    own.base_url = "https://llm.hospital.example/v1/".to_owned();
    own.model = "org/any model".to_owned();
    assert_eq!(url(&own), "https://llm.hospital.example/v1/chat/completions");
}

#[test]
fn a_model_may_be_named_with_its_prefix() {
    let mut named = settings(Provider::Gemini);
    named.model = "models/gemini-flash-latest".to_owned();
    named.base_url = "http://127.0.0.1:9/proxy/".to_owned();
    assert_eq!(url(&named), "http://127.0.0.1:9/proxy/v1beta/models/gemini-flash-latest:generateContent");
}

#[test]
fn the_key_is_in_a_sensitive_header_only() {
    let endpoint = Endpoint::new(&settings(Provider::Gemini)).expect("settings are fine");
    assert!(!endpoint.url.as_str().contains("secret"));
    let (name, value) = endpoint.key.expect("there is a key");
    assert_eq!(name, "x-goog-api-key");
    assert_eq!(value, "AQ.secret-key");
    assert!(value.is_sensitive());
    let (name, value) =
        Endpoint::new(&settings(vertex("global"))).expect("settings are fine").key.expect("a key");
    assert_eq!((name.as_str(), value.to_str().ok()), ("authorization", Some("Bearer AQ.secret-key")));
    assert!(!format!("{:?}", settings(Provider::Gemini)).contains("secret"));
}

#[test]
fn settings_that_leak_or_lead_astray_are_refused() {
    for (base, says) in [
        ("http://gemini.example", "plain http"),
        ("https://user:secret@gemini.example", "no user"),
        ("https://gemini.example?key=secret", "no user, password, query"),
        ("ftp://gemini.example", "https://"),
        ("generativelanguage.googleapis.com", "not an address"),
    ] {
        let mut changed = settings(Provider::Gemini);
        changed.base_url = base.to_owned();
        let problem = problem(&changed);
        assert!(problem.starts_with("GEMINI_BASE_URL") && problem.contains(says), "{base}: {problem}");
        assert!(!problem.contains("secret"));
    }
    let mut plain = settings(Provider::Gemini);
    plain.base_url = "http://gemini.example".to_owned();
    plain.allow_plain_http = true;
    assert!(Endpoint::new(&plain).is_ok());
    for model in ["", "..", "a/b", "x?y", "gemini\n"] {
        let mut changed = settings(Provider::Gemini);
        changed.model = model.to_owned();
        assert_eq!(Endpoint::new(&changed).is_err(), model != "gemini\n", "{model:?}");
    }
    let mut keyless = settings(Provider::Gemini);
    keyless.key = SecretString::from("  ");
    assert!(problem(&keyless).contains("must be set"));
    keyless.key = SecretString::from("line\nbreak");
    assert!(problem(&keyless).contains("characters"));
    assert!(problem(&settings(Provider::OpenAi)).contains("OpenAI-compatible"));
    assert!(problem(&settings(vertex("evil.example/"))).contains("VERTEX"));
}
