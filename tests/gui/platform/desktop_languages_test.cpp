#include "app/platform/desktop_languages.h"

#include <doctest/doctest.h>

#include "tests/support/environment_variable.h"

namespace convscope {

namespace {

std::vector<std::string> languages_of(const char* list, const char* all, const char* messages, const char* lang) {
    const EnvironmentVariable first("LANGUAGE", list), second("LC_ALL", all), third("LC_MESSAGES", messages),
        fourth("LANG", lang);
    return desktop_languages();
}

}  // namespace

TEST_CASE("the desktop's language is that of the first locale that is set") {
    using Codes = std::vector<std::string>;
    CHECK(languages_of("", "", "", "ko_KR.UTF-8") == Codes{"ko"});
    CHECK(languages_of("", "", "zh_CN", "ko_KR.UTF-8") == Codes{"zh"});
    CHECK(languages_of("", "de_DE@euro", "zh_CN", "ko_KR.UTF-8") == Codes{"de"});
    CHECK(languages_of("", "C.UTF-8", "", "ko_KR.UTF-8").empty());
    CHECK(languages_of("", "", "", "").empty());
}

TEST_CASE("LANGUAGE lists languages by liking, but is not used in the locale C") {
    using Codes = std::vector<std::string>;
    CHECK(languages_of("ko:zh_CN:en_GB", "", "", "de_DE.UTF-8") == Codes{"ko", "zh", "en"});
    CHECK(languages_of("ko", "C.UTF-8", "", "").empty());
}

TEST_CASE("traditional Chinese is not answered by simplified Chinese") {
    using Codes = std::vector<std::string>;
    CHECK(languages_of("", "", "", "zh_TW.UTF-8").empty());
    CHECK(languages_of("zh_HK:zh_SG", "", "", "zh_HK.UTF-8") == Codes{"zh"});
    CHECK(languages_of("zh_HK:zh_SG", "", "", "zh_CN.UTF-8") == Codes{"zh"});
}

}  // namespace convscope
