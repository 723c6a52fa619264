#include "app/document/lab/preset_choice.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>

#include "app/document/lab/lab_commands.h"
#include "core/filter/presets.h"

namespace convscope {

namespace {

UserSettings with_own(const std::string& name, const Kernel& kernel) {
    UserSettings settings;
    settings.presets.push_back({name, {.kernel = kernel}});
    return settings;
}

}  // namespace

TEST_CASE("own presets come first, then all of the program's, each with its key") {
    const std::vector<PresetChoice> choices = preset_choices(with_own("Mine", find_preset("sharpen")->kernel));
    // The own one, and the median, which is no kernel and stands at the end of the blurs.
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

TEST_CASE("of equal presets the one that was chosen keeps its name") {
    LabFilter filter{.kernel = find_preset("sobel-vertical")->kernel};
    CHECK(shown_name({}, filter) == "Vertical lines (course)");
    filter.preset = "sobel-vertical";
    CHECK(shown_name({}, filter) == "Vertical edges (Sobel)");
    filter.preset = "course-vertical";
    CHECK(shown_name({}, filter) == "Vertical lines (course)");
    // A changed filter is not shown as the preset that it was, but is that again with the values of before.
    filter.kernel.at(1, 1) = 3;
    CHECK(shown_name({}, filter) == "Own values");
    CHECK(preset_choices({}).at(static_cast<std::size_t>(last_choice(preset_choices({}), filter))).key ==
          "course-vertical");
    filter.preset = "own.gone";
    CHECK(last_choice(preset_choices({}), filter) == -1);
}

TEST_CASE("an own preset with the values of another is shown as what was chosen") {
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

TEST_CASE("the names of the program's presets are taken, in upper and lower case") {
    CHECK(is_program_preset("Identity"));
    CHECK(is_program_preset("identity"));
    CHECK_FALSE(is_program_preset("Identity 2"));
}

}  // namespace convscope
