//! The tables of Aftercare, one file per change.
