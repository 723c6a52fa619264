#include "core/base/text/translation.h"

#include <doctest/doctest.h>

#include <array>

namespace convscope {

namespace {

/// The language of tests/data/languages, until the end of a test.
struct ShownLanguage {
    explicit ShownLanguage(std::string_view code) {
        open_catalogues(CONVSCOPE_TEST_CATALOGUES);
        set_language(code);
    }
    ~ShownLanguage() { set_language("en"); }
    ShownLanguage(const ShownLanguage&) = delete;
    ShownLanguage& operator=(const ShownLanguage&) = delete;
};

constexpr std::array kTable{tr("Open\u2026"), tr("a text that no catalogue has")};

}  // namespace

TEST_CASE("texts are English at first, with their arguments") {
    CHECK(language() == "en");
    CHECK(std::string(kTable[0]) == "Open\u2026");
    CHECK(tr("{} of {}", 3, "5") == "3 of 5");
    CHECK(tr_count(1, "{} picture", "{} pictures") == "1 picture");
    CHECK(tr_count(0, "{} picture", "{} pictures") == "0 pictures");
}

TEST_CASE("texts of a table follow the language, also when it changes") {
    const ShownLanguage shown("xx");
    CHECK(language() == "xx");
    CHECK(std::string(kTable[0]) == "Ouvrir\u2026");
    CHECK(fmt::format("{}", kTable[0]) == "Ouvrir\u2026");
    CHECK(std::string(kTable[1]) == "a text that no catalogue has");
    CHECK(std::string(tr("")).empty());
    set_language("en");
    CHECK(std::string(kTable[0]) == "Open\u2026");
}

TEST_CASE("a translation may change the order of its arguments; one that asks for more than there are is not used") {
    const ShownLanguage shown("xx");
    CHECK(tr("{} of {}", 3, "5") == "5: 3");
    CHECK(tr("line {}, column {}", 3, 4) == "line 3, column 4");
}

TEST_CASE("counts follow the rules of the language") {
    const ShownLanguage shown("xx");
    CHECK(tr_count(1, "{} picture", "{} pictures") == "one picture");
    CHECK(tr_count(2, "{} picture", "{} pictures") == "both pictures");
    CHECK(tr_count(7, "{} picture", "{} pictures") == "all 7 pictures");
    CHECK(tr_count(2, "{} of {} folder", "{} of {} folders", 9) == "2 of 9 folders");
}

TEST_CASE("the languages are English and those of the catalogues, by their own names; an unknown code shows English") {
    const ShownLanguage shown("xx");
    CHECK(languages() == std::vector<Language>{{"en", "English"}, {"xx", "Exemplary"}});
    set_language("yy");
    CHECK(language() == "en");
    CHECK(std::string(kTable[0]) == "Open\u2026");
}

TEST_CASE("the first of the user's languages that there is is taken") {
    const ShownLanguage shown("xx");
    CHECK(best_language({"yy", "xx", "en"}) == "xx");
    CHECK(best_language({"en", "xx"}) == "en");
    CHECK(best_language({"yy"}) == "en");
    CHECK(best_language({}) == "en");
}

}  // namespace convscope
