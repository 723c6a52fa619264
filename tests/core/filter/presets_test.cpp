#include "core/filter/presets.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <vector>

#include "core/filter/kernel.h"

namespace convscope {

namespace {

const Preset& preset(std::string_view slug) {
    const Preset* found = find_preset(slug);
    REQUIRE(found != nullptr);
    return *found;
}

}  // namespace

TEST_CASE("the table of presets has the well-known filters") {
    for (const char* slug :
         {"identity", "sobel-vertical", "sobel-horizontal", "prewitt-vertical", "prewitt-horizontal", "scharr-vertical",
          "scharr-horizontal", "laplacian", "laplacian-8", "sharpen", "emboss", "outline", "box-blur", "gaussian",
          "gaussian-5", "box-blur-5", "laplacian-of-gaussian", "gaussian-7"})
        CHECK_MESSAGE(find_preset(slug) != nullptr, slug);
    CHECK(find_preset("") == nullptr);
    CHECK(find_preset("Sobel") == nullptr);
}

TEST_CASE("the course's filters equal those of the notebook") {
    CHECK(preset("course-edges").kernel == Kernel{3, {0, 1, 0, 1, -4, 1, 0, 1, 0}});
    CHECK(preset("course-horizontal").kernel == Kernel{3, {-1, -2, -1, 0, 0, 0, 1, 2, 1}});
    CHECK(preset("course-vertical").kernel == Kernel{3, {-1, 0, 1, -2, 0, 2, -1, 0, 1}});
    CHECK(preset("course-example").kernel == Kernel{3, {-1, 0, -2, .5F, 4.5F, -1.5F, 1.5F, 2, -3}});
}

TEST_CASE("each preset is complete and has a unique name and slug") {
    std::set<std::string_view> slugs;
    std::set<std::string_view> names;
    for (const Preset& p : presets()) {
        CAPTURE(p.slug);
        CHECK(slugs.insert(p.slug).second);
        CHECK(names.insert(p.name).second);
        CHECK_FALSE(p.group.empty());
        CHECK(std::string_view(p.note).ends_with("."));
        CHECK(std::all_of(p.slug.begin(), p.slug.end(),
                          [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }));
        CHECK((p.kernel.size == 3 || p.kernel.size == 5 || p.kernel.size == 7));
        CHECK(resized(resized(p.kernel, 7), p.kernel.size) == p.kernel);  // nothing beyond size * size
    }
}

TEST_CASE("the presets of a group are adjacent") {
    std::vector<std::string_view> groups;
    for (const Preset& p : presets())
        if (groups.empty() || groups.back() != p.group) groups.push_back(p.group);
    CHECK(groups == std::vector<std::string_view>{"Basic", "Course", "Edges", "Sharpen and relief", "Blur", "Larger"});
}

TEST_CASE("a horizontal filter is the transposed vertical one") {
    int pairs = 0;
    for (const Preset& p : presets()) {
        std::string slug(p.slug);
        const std::size_t at = slug.find("vertical");
        if (at == std::string::npos) continue;
        CAPTURE(slug);
        CHECK(preset(slug.replace(at, 8, "horizontal")).kernel == transposed(p.kernel));
        ++pairs;
    }
    CHECK(pairs == 6);
}

TEST_CASE("blurs keep the brightness, edge filters give 0 in flat areas") {
    for (const char* slug : {"identity", "box-blur", "gaussian", "box-blur-5", "gaussian-5", "gaussian-7", "sharpen",
                             "emboss", "motion-blur-7"}) {
        CAPTURE(slug);
        CHECK(kernel_sum(preset(slug).kernel) * preset(slug).weight == doctest::Approx(1));
    }
    for (const Preset& p : presets())
        if (std::string_view(p.group) == "Edges" || p.slug == "laplacian-of-gaussian" || p.slug.starts_with("sobel")) {
            CAPTURE(p.slug);
            CHECK(kernel_sum(p.kernel) == 0);
        }
}

TEST_CASE("the larger blurs and edge filters are built from binomial coefficients") {
    const Preset& five = preset("gaussian-5");
    CHECK(as_rows(five.kernel) == "1 4 6 4 1\n4 16 24 16 4\n6 24 36 24 6\n4 16 24 16 4\n1 4 6 4 1");
    CHECK(five.weight == 1.0F / 256);
    CHECK(as_rows(preset("sobel-5-vertical").kernel) ==
          "-1 -2 0 2 1\n-4 -8 0 8 4\n-6 -12 0 12 6\n-4 -8 0 8 4\n-1 -2 0 2 1");
    CHECK(preset("gaussian-7").kernel.at(3, 3) == 400);
    CHECK(preset("gaussian-7").weight == 1.0F / 4096);
}

}  // namespace convscope
