use super::Endpoint;
use crate::extraction::model::{ModelSettings, Provider};
use secrecy::SecretString;

fn settings(provider: &str) -> ModelSettings {
    let provider = Provider::named(provider).expect("a provider");
    ModelSettings::new(provider, SecretString::from("AQ.secret-key"))
}

fn vertex(location: &str) -> ModelSettings {
    ModelSettings { project: "ward-7".to_owned(), location: location.to_owned(), ..settings("vertex") }
}

/// These settings with another address.
fn at(base: &str, settings: ModelSettings) -> ModelSettings {
    ModelSettings { base_url: Some(base.to_owned()), ..settings }
}

fn named(model: &str, settings: ModelSettings) -> ModelSettings {
    ModelSettings { model: Some(model.to_owned()), ..settings }
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
        url(&settings("gemini")),
        "https://generativelanguage.googleapis.com/v1beta/models/gemini-3.8-flash:generateContent"
    );
    assert_eq!(
        url(&vertex("europe-west4")),
        "https://europe-west4-aiplatform.googleapis.com/v1/projects/ward-7/locations/europe-west4/publishers/google/models/gemini-3.8-flash:generateContent"
    );
    assert!(url(&vertex("global")).starts_with("https://aiplatform.googleapis.com/v1/projects/ward-7/"));
    let own = at("https://llm.hospital.example/v1/", named("org/any model", settings("openai")));
    assert_eq!(url(&own), "https://llm.hospital.example/v1/chat/completions");
    assert_eq!(url(&settings("anthropic")), "https://api.anthropic.com/v1/messages");
    for base in [
        "https://proxy.example/claude",
        "https://proxy.example/claude/v1",
        "https://proxy.example/claude/v1/",
    ] {
        assert_eq!(url(&at(base, settings("anthropic"))), "https://proxy.example/claude/v1/messages");
    }
}

#[test]
fn a_model_may_be_named_with_its_prefix() {
    let named = at("http://127.0.0.1:9/proxy/", named("models/gemini-flash-latest", settings("gemini")));
    assert_eq!(url(&named), "http://127.0.0.1:9/proxy/v1beta/models/gemini-flash-latest:generateContent");
}

#[test]
fn the_key_is_in_a_sensitive_header_only() {
    for (settings, header, value) in [
        (settings("gemini"), "x-goog-api-key", "AQ.secret-key"),
        (vertex("global"), "authorization", "Bearer AQ.secret-key"),
        (
            at("https://llm.example/v1", named("a", settings("openai"))),
            "authorization",
            "Bearer AQ.secret-key",
        ),
        (settings("anthropic"), "x-api-key", "AQ.secret-key"),
    ] {
        let endpoint = Endpoint::new(&settings).expect("settings are fine");
        assert!(!endpoint.url.as_str().contains("secret"));
        let (name, sent) = endpoint.key.expect("there is a key");
        assert_eq!((name.as_str(), sent.to_str().ok()), (header, Some(value)));
        assert!(sent.is_sensitive());
        assert!(!format!("{settings:?}").contains("secret"));
    }
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
        for provider in ["gemini", "anthropic"] {
            let problem = problem(&at(base, settings(provider)));
            assert!(
                problem.starts_with("AFTERCARE_MODEL_URL") && problem.contains(says),
                "{base}: {problem}"
            );
            assert!(!problem.contains("secret"));
        }
    }
    let plain = ModelSettings { allow_plain_http: true, ..at("http://gemini.example", settings("gemini")) };
    assert!(Endpoint::new(&plain).is_ok());
    for model in ["..", "a/b", "x?y"] {
        for provider in ["gemini", "anthropic"] {
            assert!(problem(&named(model, settings(provider))).starts_with("AFTERCARE_MODEL "), "{model:?}");
        }
    }
    assert!(Endpoint::new(&named("gemini\n", settings("gemini"))).is_ok());
    assert!(problem(&at("https://llm.example/v1", settings("openai"))).contains("must name the model"));
    let mut keyless = settings("gemini");
    keyless.key = SecretString::from("  ");
    assert!(problem(&keyless).contains("must be set"));
    keyless.key = SecretString::from("line\nbreak");
    assert!(problem(&keyless).contains("characters"));
    assert!(problem(&named("a", settings("openai"))).contains("OpenAI-compatible"));
    assert!(problem(&vertex("evil.example/")).contains("VERTEX"));
}
