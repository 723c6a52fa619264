// The language "qq" for tests, which the build makes from the sources: its texts are the English ones in white square
// brackets.
#pragma once

#include <string_view>

#include "core/base/text/translation.h"

namespace convscope::test {

/// Shows the texts in brackets, and in English again at its end.
struct Bracketed {
    Bracketed() {
        open_catalogues(CONVSCOPE_BRACKETED_CATALOGUES);
        set_language("qq");
    }
    ~Bracketed() { set_language("en"); }
    Bracketed(const Bracketed&) = delete;
    Bracketed& operator=(const Bracketed&) = delete;
};

/// True if the text, or a part of it, is in brackets.
inline bool is_bracketed(std::string_view text) {
    return text.find("\u27e6") != std::string_view::npos;
}

}  // namespace convscope::test
