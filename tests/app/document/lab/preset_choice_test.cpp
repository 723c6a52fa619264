#include "app/document/lab/preset_choice.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>

#include "app/document/lab/lab_commands.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"
#include "core/filter/presets.h"

namespace convscope {

namespace {

UserSettings with_own(const std::string& name, const Kernel& kernel) {
    UserSettings settings;
    settings.presets.push_back({name, {.kernel = kernel}});
    return settings;
}

}  // namespace

TEST_CASE("the user's own presets come first, then all presets of the program, each with its key") {
    const std::vector<PresetChoice> choices = preset_choices(with_own("Mine", find_preset("sharpen")->kernel));
    // The two more choices are the user's own preset and the median, which has no kernel and is the last of the blurs.
    REQUIRE(choices.size() == presets().size() + 2);
    const auto median = std::ranges::find(choices, "median", &PresetChoice::key);
    REQUIRE(median != choices.end());
    CHECK(median->filter.median);
    CHECK(std::prev(median)->key == "gaussian");
    CHECK(std::next(median)->group == "Larger");
    CHECK(choices[0].key == "own.Mine");
    CHECK(choices[0].is_own);
    CHECK(choices[0].filter.preset == "own.Mine");
    CHECK(choices[1].key == "identity");
    CHECK_FALSE(choices[1].is_own);
    CHECK(choices[1].filter.preset == "identity");
}

TEST_CASE("a median of any size is shown as the median, until a value is typed") {
    Document document;
    document.lab = initial_lab();
    set_filter(0, {.median = true, .preset = "median"}, "median").apply(document);
    set_kernel_size(5).apply(document);
    CHECK(document.lab.settings(0).median);
    CHECK(document.lab.settings(0).kernel.size == 5);
    CHECK(shown_name({}, document.lab.filters[0]) == "Median");
    set_filter_value(0, 2, 2, 1).apply(document);
    CHECK_FALSE(document.lab.settings(0).median);
    CHECK(shown_name({}, document.lab.filters[0]) == "Own values");
}

TEST_CASE("among equal presets, the filter shows the name of the one that was chosen") {
    LabFilter filter{.kernel = find_preset("sobel-vertical")->kernel};
    CHECK(shown_name({}, filter) == "Vertical lines (course)");
    filter.preset = "sobel-vertical";
    CHECK(shown_name({}, filter) == "Vertical edges (Sobel)");
    filter.preset = "course-vertical";
    CHECK(shown_name({}, filter) == "Vertical lines (course)");
    // A changed filter is not shown as its preset, but with the preset's values it is shown as the preset again.
    filter.kernel.at(1, 1) = 3;
    CHECK(shown_name({}, filter) == "Own values");
    CHECK(preset_choices({}).at(static_cast<std::size_t>(last_choice(preset_choices({}), filter))).key ==
          "course-vertical");
    filter.preset = "own.gone";
    CHECK(last_choice(preset_choices({}), filter) == -1);
}

TEST_CASE(
    "a kernel that equals a preset's gets its name; of several equal presets, it gets the name of the one in its "
    "group") {
    Document document;
    document.lab = initial_lab();
    const auto rotated_preset = [&document] {
        set_kernel(0, rotated_clockwise(document.lab.filters[0].kernel), "rotation").apply(document);
        return document.lab.filters[0].preset;
    };
    CHECK(rotated_preset() == "sobel-horizontal");
    CHECK(shown_name({}, document.lab.filters[0]) == "Horizontal edges (Sobel)");
    // Negative Sobel is not a preset. The key of the last preset is kept, so that the filter can be reset to it.
    CHECK(rotated_preset() == "sobel-horizontal");
    CHECK(shown_name({}, document.lab.filters[0]) == "Own values");
    set_kernel(0, find_preset("course-edges")->kernel, "pasting").apply(document);
    CHECK(shown_name({}, document.lab.filters[0]) == "Laplacian (4 neighbours)");
    document.lab.filters[0].preset = "course-edges";
    CHECK(rotated_preset() == "course-edges");  // a rotation does not change this kernel
    // A preset's kernel with a different weight does not get the preset's name.
    set_kernel(0, find_preset("gaussian")->kernel, "pasting").apply(document);
    CHECK(shown_name({}, document.lab.filters[0]) == "Own values");
}

TEST_CASE("if the user's preset equals one of the program, the name that was chosen is shown") {
    const UserSettings settings = with_own("Mine", find_preset("sharpen")->kernel);
    LabFilter filter{.kernel = find_preset("sharpen")->kernel, .preset = "sharpen"};
    CHECK(shown_name(settings, filter) == "Sharpen");
    filter.preset = "own.Mine";
    CHECK(shown_name(settings, filter) == "Mine");
}

TEST_CASE("the other names of equal presets are listed") {
    const std::vector<PresetChoice> choices = preset_choices({});
    LabFilter filter{.kernel = find_preset("laplacian")->kernel, .preset = "laplacian"};
    CHECK(other_names(choices, shown_choice(choices, filter)) == std::vector<std::string>{"All edges (course)"});
    filter = {.kernel = find_preset("sharpen")->kernel, .preset = "sharpen"};
    CHECK(other_names(choices, shown_choice(choices, filter)).empty());
}

TEST_CASE("is_program_preset() finds the names of the program's presets, in upper and lower case") {
    CHECK(is_program_preset("Identity"));
    CHECK(is_program_preset("identity"));
    CHECK_FALSE(is_program_preset("Identity 2"));
}

TEST_CASE("in another language presets have its names, the median stays among the blurs, and both names are taken") {
    open_catalogues(CONVSCOPE_TEST_CATALOGUES);
    set_language("xx");
    const std::vector<PresetChoice> choices = preset_choices({});
    const LabFilter filter{.kernel = find_preset("box-blur")->kernel, .weight = 1.0F / 9, .preset = "box-blur"};
    const std::string name = shown_name({}, filter);
    const auto median = std::ranges::find(choices, "median", &PresetChoice::key);
    const bool takes_both = is_program_preset("flou carr\u00e9") && is_program_preset("box blur");
    set_language("en");
    CHECK(name == "Flou carr\u00e9");
    REQUIRE(median != choices.end());
    CHECK(median->group == "Flous");
    CHECK(std::prev(median)->key == "gaussian");
    CHECK(takes_both);
    CHECK_FALSE(is_program_preset("flou carr\u00e9"));
}

}  // namespace convscope
