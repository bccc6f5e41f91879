use aftercare_extraction::DraftStep;
pub struct Deidentified {
    text: String,
}
impl Deidentified {
    pub fn unchanged(note: &str) -> Self {
        Self { text: note.to_owned() }
    }
    pub fn text(&self) -> &str {
        &self.text
    }
    pub fn restore_steps(&self, _d: &mut [DraftStep]) {}
}
