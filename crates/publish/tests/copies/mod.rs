//! What is written beside figures, and who may see which.

mod audiences;
