//! Typeset papers from templates that are data: letterhead, numbering, signature block, QR, page x of y; tagged PDF/A, the same
//! bytes each time. It knows no feature: what a paper says is its owner's question.
