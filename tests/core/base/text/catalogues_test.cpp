// The program's catalogues: each translation has the places of its English text, with the same formats.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

/// The texts of one entry by their keyword: msgid, msgid_plural, msgstr, msgstr[0].
using Entry = std::map<std::string, std::string>;

std::vector<Entry> read_catalogue(const std::filesystem::path& file) {
    const std::regex text(R"re((?:(\w+(?:\[\d\])?) )?"(.*)")re");
    std::vector<Entry> entries(1);
    std::string keyword;
    std::ifstream input(file);
    for (std::string line; std::getline(input, line);) {
        std::smatch parts;
        if (line.empty()) {
            entries.emplace_back();
        } else if (std::regex_match(line, parts, text)) {
            if (parts[1].matched) keyword = parts[1];
            entries.back()[keyword] += parts[2];
        }
    }
    return entries;
}

/// The places for arguments, numbered: "{} of {:.1f}" gives "0" and "1:.1f".
std::set<std::string> places_of(const std::string& text) {
    const std::regex place(R"re(\{(\d*)((?::[^{}]*)?)\})re");
    std::set<std::string> places;
    int next = 0;
    for (std::sregex_iterator it(text.begin(), text.end(), place), end; it != end; ++it) {
        const std::string number = (*it)[1].str().empty() ? std::to_string(next++) : (*it)[1].str();
        places.insert(number + (*it)[2].str());
    }
    return places;
}

}  // namespace

TEST_CASE("places are numbered as fmt does") {
    using Places = std::set<std::string>;
    CHECK(places_of("{} of {:.1f} %") == Places{"0", "1:.1f"});
    CHECK(places_of("{1}: {0}") == Places{"0", "1"});
    CHECK(places_of("none").empty());
}

TEST_CASE("each translation has the places of the English text") {
    int catalogues = 0;
    for (const auto& file : std::filesystem::directory_iterator(CONVSCOPE_TEST_ASSETS "/languages")) {
        if (file.path().extension() != ".po") continue;
        ++catalogues;
        CAPTURE(file.path().filename().string());
        for (Entry& entry : read_catalogue(file.path())) {
            if (entry["msgid"].empty()) continue;
            CAPTURE(entry["msgid"]);
            const bool is_counted = entry.contains("msgid_plural");
            const std::string english = is_counted ? entry["msgid_plural"] : entry["msgid"];
            const std::string translated = is_counted ? entry["msgstr[0]"] : entry["msgstr"];
            CAPTURE(translated);
            CHECK_FALSE(translated.empty());
            CHECK(places_of(translated) == places_of(english));
        }
    }
    CHECK(catalogues >= 2);
}
