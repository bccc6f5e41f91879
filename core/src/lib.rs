//! The rules of care, and what the API and the worker both need.
