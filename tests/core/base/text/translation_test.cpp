#include "core/base/text/translation.h"

#include <doctest/doctest.h>

#include <array>

#include "core/base/load_error.h"

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

TEST_CASE("a text is given in another language than that which is shown") {
    const ShownLanguage shown("en");
    CHECK(translation_in("xx", "Open\u2026") == "Ouvrir\u2026");
    CHECK(translation_in("xx", "a text that no catalogue has") == "a text that no catalogue has");
    CHECK(translation_in("yy", "Open\u2026") == "Open\u2026");
    CHECK(translation_in("en", "Open\u2026") == "Open\u2026");
    CHECK(translation_in("xx", "").empty());
    const int first = 3, second = 5;
    CHECK(format_translation_in("xx", "{} of {}", fmt::make_format_args(first, second)) == "5: 3");
    CHECK(format_translation_in("xx", "line {}, column {}", fmt::make_format_args(first, second)) ==
          "line 3, column 5");
    set_language("xx");
    CHECK(translation_in("en", "Open\u2026") == "Open\u2026");
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

TEST_CASE("the sentence of an error has the order of the language") {
    const LoadError english("a.png", "is empty", "choose another");
    CHECK(std::string(english.what()) == "a.png: is empty; choose another.");
    CHECK(std::string(LoadError("a.png", "is empty", "", "line 2").what()) == "a.png: is empty (line 2).");
    const ShownLanguage shown("xx");
    CHECK(std::string(LoadError("a.png", "is empty", "choose another").what()) ==
          "choose another, since a.png is empty!");
    CHECK(std::string(english.what()) == "a.png: is empty; choose another.");
}

}  // namespace convscope
