// The window in other languages. The catalogue "qq", which the build makes from the sources, puts every text of the
// program in white square brackets: a word outside of them is one that no language can translate.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/platform/paths.h"
#include "core/base/text/translation.h"
#include "tests/gui/network_driver.h"

using namespace convscope;
using convscope::test::Driver;
using convscope::test::without_dataset;

namespace {

struct Page {
    int workspace_key;
    std::string_view button;  ///< opens it; empty: the workspace's first page
};
constexpr std::array kPages{
    Page{GLFW_KEY_1, ""},
    Page{GLFW_KEY_1, "lab.page.colour"},
    Page{GLFW_KEY_1, "lab.page.chain"},
    Page{GLFW_KEY_1, "lab.page.learn"},
    Page{GLFW_KEY_2, ""},
    Page{GLFW_KEY_2, "layers.page.map"},
    Page{GLFW_KEY_2, "layers.page.table"},
    Page{GLFW_KEY_2, "layers.page.answer"},
    Page{GLFW_KEY_2, "layers.page.why"},
    Page{GLFW_KEY_2, "layers.page.data"},
    Page{GLFW_KEY_2, "layers.page.draw"},
    Page{GLFW_KEY_2, "layers.page.figure"},
    Page{GLFW_KEY_2, "layers.page.models"},
    Page{GLFW_KEY_3, ""},
    Page{GLFW_KEY_3, "training.page.confusion"},
    Page{GLFW_KEY_3, "training.page.hardest"},
    Page{GLFW_KEY_3, "training.page.health"},
    Page{GLFW_KEY_3, "training.page.step"},
    Page{GLFW_KEY_3, "training.page.runs"},
    Page{GLFW_KEY_3, "training.page.own"},
};

std::string name_of(const Page& page) {
    return std::to_string(page.workspace_key - GLFW_KEY_0) + " " + std::string(page.button);
}

/// True for a text of Chinese or Korean characters: their UTF-8 begins with bytes from 0xE3 to 0xED.
bool has_wide_characters(std::string_view text) {
    return std::ranges::any_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xE3 && byte <= 0xED;
    });
}

/// The window at its first start, with the languages of the program and of the tests.
class LanguageDriver : public Driver {
  public:
    explicit LanguageDriver(int width = 1280, int height = 800) : Driver(width, height, with_languages()) {}
    ~LanguageDriver() { set_language("en"); }
    LanguageDriver(const LanguageDriver&) = delete;
    LanguageDriver& operator=(const LanguageDriver&) = delete;

    /// Chooses a language in the File menu.
    void choose(const std::string& code) {
        const std::string entry = "top.file.language" + (code.empty() ? "" : "." + code);
        click("top.file");
        scroll_to("top.file.list", entry);
        click(entry);
        settle();
    }
    void show(const Page& page) {
        key(GLFW_KEY_ESCAPE);
        key(page.workspace_key);
        settle();
        if (!page.button.empty()) click(page.button);
        settle();
    }
    /// Points at a control until its tooltip is shown.
    void read_tooltip(std::string_view name) {
        move_to(name);
        frames(2);  // the tooltip of another control disappears
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (!has("tooltip") && std::chrono::steady_clock::now() < end) frames(1);
    }
    /// True if one of the texts at a control is this one; a list is drawn over the texts of the page.
    bool shows(const std::string& name, std::string_view text) {
        return ("\n" + text_in(name) + "\n").find("\n" + std::string(text) + "\n") != std::string::npos;
    }
    /// Notes the texts of the page that is shown, which menus and dialogs cover.
    void note_page() {
        for (const DrawnText& drawn : shell().texts()) page_.insert(drawn.text);
    }
    bool is_of_page(const std::string& text) const { return page_.contains(text); }

  private:
    std::set<std::string, std::less<>> page_;

    static WindowOptions with_languages() {
        open_catalogues(CONVSCOPE_TEST_CATALOGUES);
        open_catalogues(CONVSCOPE_BRACKETED_CATALOGUES);
        open_catalogues(catalogue_folder());
        return without_dataset({});
    }
};

/// Words that are the same in all languages.
struct SameWords {
    const char* reason;
    std::set<std::string, std::less<>> words;
};
const std::array kSame{
    SameWords{"names of programs, libraries and formats",
              {"convscope", "Keras", "NumPy", "SciPy", "OpenCV", "TensorFlow", "PyTorch", "PDF", "PNG", "CSV", "ONNX"}},
    SameWords{"keys, as they are written on the keyboard",
              {"Ctrl", "Shift", "Alt", "Esc", "Tab", "Enter", "Space", "Page", "Home", "End", "Backspace", "Left",
               "Right", "Delete", "Up", "Down"}},
    SameWords{"the program's own pictures and models, and their files",
              {"staircase", "course", "plain", "ankle", "boot", "keras", "tutorial", "png", "json"}},
    SameWords{"names of layers and weights in files", {"conv2d", "max", "pooling2d", "flatten", "dense", "bias"}},
    SameWords{"names of classes in data sets, models and sessions",
              {"vertical", "horizontal", "rising", "falling", "first", "second"}},
    SameWords{"classes of layers", {"Conv2D", "MaxPooling2D", "AveragePooling2D", "Flatten", "Dense", "InputLayer"}},
    SameWords{"languages, each by its own name", {"English", "Exemplary"}},
    SameWords{"classes of the shipped models",
              {"shirt", "top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "sandal", "Shirt", "Sneaker",
               "sneaker", "Bag", "Ankle"}},
    SameWords{"Keras's folder of data sets", {"datasets", "fashion", "mnist"}},
    SameWords{"the middle of \"Why {} and not {}?\", which is drawn in parts", {"and", "not"}},
    SameWords{"a number", {"NaN"}},
};

bool is_same_everywhere(std::string_view word) {
    return std::ranges::any_of(kSame, [&](const SameWords& same) { return same.words.contains(word); });
}

/// The text without what is in brackets. A text that was shortened may lack the closing bracket; one that is a part of
/// a text, the opening one.
std::string outside_of_brackets(std::string_view text) {
    constexpr std::string_view kOpen = "\u27e6", kClose = "\u27e7";
    std::string rest;
    int depth = 0;
    while (!text.empty()) {
        const bool opens = text.starts_with(kOpen), closes = text.starts_with(kClose);
        if (closes && depth == 0) rest.clear();
        depth = std::max(0, depth + (opens ? 1 : 0) - (closes ? 1 : 0));
        if (opens || closes) {
            rest += ' ';
            text.remove_prefix(kOpen.size());
            continue;
        }
        if (depth == 0) rest += text.front();
        text.remove_prefix(1);
    }
    return rest;
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The words of three letters or more that are outside of brackets and not the same in all languages.
std::vector<std::string> untranslated_words(std::string_view text) {
    std::vector<std::string> words;
    const std::string rest = outside_of_brackets(text) + ' ';
    std::string word;
    for (const char c : rest) {
        if (is_letter(c) || (c >= '0' && c <= '9' && !word.empty())) {
            word += c;
            continue;
        }
        if (std::ranges::count_if(word, is_letter) >= 3 && !is_same_everywhere(word)) words.push_back(word);
        word.clear();
    }
    return words;
}

/// A test fails for each text inside `part`, which is drawn over the page, with a word that cannot be translated.
void check_texts(LanguageDriver& driver, const std::string& view, const std::string& part = {}) {
    const Rect whole{0, 0, 1280, 800};
    const Rect place = part.empty() ? whole : driver.at(part);
    const bool has_code = driver.has("code.text");
    const Rect code = has_code ? driver.at("code.text") : Rect{};
    int count = 0;
    for (const DrawnText& drawn : driver.shell().texts()) {
        const float x = drawn.rect.x, y = drawn.rect.centre_y();
        if (!place.contains(x, y) || (has_code && code.contains(x, y))) continue;
        if (!part.empty() && driver.is_of_page(drawn.text)) continue;
        ++count;
        CAPTURE(view);
        CAPTURE(drawn.text);
        for (const std::string& word : untranslated_words(drawn.text)) {
            CAPTURE(word);
            CHECK_MESSAGE(false, "a word that cannot be translated");
        }
    }
    CHECK_MESSAGE(count > 0, "no text was drawn: " << view);
}

}  // namespace

TEST_CASE("words outside of brackets are found, also in texts that are cut off") {
    CHECK(untranslated_words("\u27e6Undo the \u27e6opening of a file\u27e7\u27e7 (Ctrl+Z)").empty());
    CHECK(untranslated_words("\u27e6A long sentence\u2026").empty());
    CHECK(untranslated_words("grey\u27e7 12.5 px").empty());
    CHECK(untranslated_words("\u27e6Layers\u27e7: the map 3 of Conv2D") == std::vector<std::string>{"the", "map"});
}

TEST_CASE("a language of the File menu changes the window at once and is kept in the settings") {
    LanguageDriver driver;
    driver.click("top.file");
    CHECK(driver.shows("top.file.open", "Open\u2026"));
    driver.key(GLFW_KEY_ESCAPE);
    driver.choose("xx");
    CHECK(language() == "xx");
    CHECK(driver.shell().settings().language == "xx");
    driver.click("top.file");
    CHECK(driver.shows("top.file.open", "Ouvrir\u2026"));
    driver.scroll_to("top.file.list", "top.file.language.xx");
    CHECK(driver.shows("top.file.language.xx", "Exemplary"));
    driver.key(GLFW_KEY_ESCAPE);
    driver.choose("en");
    CHECK(driver.shell().settings().language == "en");
    driver.click("top.file");
    CHECK(driver.shows("top.file.open", "Open\u2026"));
    driver.key(GLFW_KEY_ESCAPE);
    // The desktop's language; the tests' window has none.
    driver.choose("");
    CHECK(driver.shell().settings().language.empty());
    CHECK(language() == "en");
}

TEST_CASE("Korean and Chinese are drawn with glyphs") {
    LanguageDriver driver;
    for (const char* const code : {"ko", "zh"}) {
        CAPTURE(code);
        driver.choose(code);
        driver.click("top.file");
        driver.settle();
        const std::string_view name =
            std::string_view(code) == "ko" ? "\ud55c\uad6d\uc5b4" : "\u7b80\u4f53\u4e2d\u6587";
        CHECK(driver.shows("top.file.language." + std::string(code), name));
        driver.frames(3);  // the fonts are made again with the glyphs that they lacked
        CHECK(driver.shell().missing_characters().empty());
        driver.key(GLFW_KEY_ESCAPE);
    }
}

TEST_CASE("every text of the window's own parts can be translated") {
    LanguageDriver driver;
    driver.choose("qq");
    for (const char* const bar : {"tab.filter_lab", "tab.layers", "tab.training", "top.file"})
        check_texts(driver, bar, bar);
    driver.note_page();
    for (const char* const name :
         {"tab.filter_lab", "tab.layers", "tab.training", "top.file", "top.fullscreen", "top.presentation",
          "top.present", "top.panels", "top.help", "top.theme", "top.save"}) {
        driver.read_tooltip(name);
        CAPTURE(name);
        CHECK_FALSE(driver.shell().tooltip_text().empty());
        CHECK(untranslated_words(driver.shell().tooltip_text()) == std::vector<std::string>{});
    }
    driver.click("top.file");
    check_texts(driver, "File menu", "top.file.list");
    driver.key(GLFW_KEY_ESCAPE);
    driver.key(GLFW_KEY_F1);
    check_texts(driver, "help", "help");
    driver.key(GLFW_KEY_ESCAPE);
    driver.key(GLFW_KEY_O, GLFW_MOD_CONTROL);
    driver.settle();
    for (const char* const part : {"files.open", "files.filter", "files.cancel", "files.all", "files.folder"})
        check_texts(driver, part, part);
    driver.key(GLFW_KEY_ESCAPE);
    driver.key(GLFW_KEY_S, GLFW_MOD_CONTROL);
    driver.settle();
    for (const char* const part : {"files.save", "files.cancel"}) check_texts(driver, part, part);
    driver.key(GLFW_KEY_ESCAPE);
    driver.key(GLFW_KEY_P);
    driver.frames(2);
    check_texts(driver, "computing times", "performance");
}

TEST_CASE("every text of the pages can be translated") {
    LanguageDriver driver;
    driver.choose("qq");
    for (const Page& page : kPages) {
        driver.show(page);
        check_texts(driver, name_of(page));
    }
}

TEST_CASE("no text is cut off in Korean or Chinese in a window of 1024 x 768") {
    for (const char* const code : {"ko", "zh"}) {
        LanguageDriver driver(1024, 768);
        driver.choose(code);
        for (const Page& page : kPages) {
            driver.show(page);
            CAPTURE(std::string(code));
            CAPTURE(name_of(page));
            for (const DrawnText& drawn : driver.shell().texts()) {
                // Names of files and classes may be too long in every language.
                if (!drawn.is_cut || !has_wide_characters(drawn.text)) continue;
                CAPTURE(drawn.text);
                CHECK_FALSE(drawn.is_cut);
            }
        }
    }
}
