// Leaks of libraries that the leak sanitizer ignores. Include this in one source of a test program.
#pragma once

extern "C" const char* __lsan_default_suppressions();

/// dav1d keeps a few bytes of each damaged AVIF picture, and x265 of each HEIC picture of 10 bits that a test makes.
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libdav1d\nleak:libx265\n";
}
