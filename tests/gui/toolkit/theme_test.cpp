#include "app/gui/toolkit/theme.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <initializer_list>

#include "core/image/colours/colour_maps.h"

namespace convscope {

namespace {

constexpr float kText = 7;            // for text of every size
constexpr float kMutedChosen = 4.5F;  // for muted text on the chosen row of the file dialog

void check_contrast(const Theme& theme, std::initializer_list<Role> texts, std::initializer_list<Role> grounds) {
    for (const Role text : texts) {
        for (const Role ground : grounds) {
            CAPTURE(theme.dark);
            CAPTURE(static_cast<int>(text));
            CAPTURE(static_cast<int>(ground));
            CHECK(contrast(theme[text], theme[ground]) >= kText);
        }
    }
}

}  // namespace

TEST_CASE("contrast is that of WCAG 2") {
    CHECK(contrast(IM_COL32_BLACK, IM_COL32_WHITE) == doctest::Approx(21));
    CHECK(contrast(IM_COL32_WHITE, IM_COL32(0x76, 0x76, 0x76, 255)) == doctest::Approx(4.54).epsilon(0.01));
    CHECK(contrast(IM_COL32_WHITE, IM_COL32_WHITE) == 1);
}

TEST_CASE(
    "all text has a contrast of 7:1 to its ground in both themes, except muted text on the file dialog's chosen row") {
    for (const bool dark : {false, true}) {
        const Theme& t = theme(dark);
        check_contrast(t, {Role::text, Role::muted},
                       {Role::background, Role::surface, Role::raised, Role::hover, Role::canvas});
        // Chosen list entries, tabs, help keys; winners, warnings.
        check_contrast(t, {Role::accent, Role::winner, Role::warning, Role::block},
                       {Role::background, Role::surface, Role::raised, Role::hover});
        // Selected segments, switches that are on, the main button: also under the pointer and held down.
        for (const float pressed : {0.F, 0.08F, 0.15F})
            CHECK(contrast(t[Role::on_accent], mixed(t[Role::accent], t[Role::text], pressed)) >= kText);
        // The chosen row of the file dialog.
        const ImU32 chosen = mixed(t[Role::surface], t[Role::accent], 0.16F);
        CHECK(contrast(t[Role::text], chosen) >= kText);
        CHECK(contrast(t[Role::muted], chosen) >= kMutedChosen);
    }
}

TEST_CASE("numbers on tinted cells have a contrast of 7:1, however strong the tint") {
    for (const bool dark : {false, true}) {
        const Theme& t = theme(dark);
        for (const Role cell : {Role::positive_cell, Role::negative_cell, Role::winner_cell}) {
            for (int i = 0; i <= 20; ++i) {
                const ImU32 ground = mixed(t[Role::raised], t[cell], static_cast<float>(i) / 20);
                CHECK(contrast(ground, readable_on(ground)) >= kText);
            }
        }
    }
}

TEST_CASE("numbers written on a map have a contrast of 4.5:1 on every colour of every colour map") {
    const auto check = [](Rgb colour) {
        const ImU32 ground = IM_COL32(colour.red, colour.green, colour.blue, 255);
        CHECK(contrast(ground, readable_on(ground)) >= 4.5F);
    };
    for (const ColourMap map :
         {ColourMap::grey, ColourMap::diverging, ColourMap::diverging_light, ColourMap::inferno, ColourMap::viridis})
        for (const Rgb& colour : colour_table(map)) check(colour);
    for (const Rgb& colour : {kNanColour, kBelowColour, kAboveColour}) check(colour);
}

TEST_CASE("the colours of marks over pictures differ clearly from each other") {
    for (const bool dark : {false, true}) {
        const Theme& t = theme(dark);
        const std::array marks{t[Role::accent], t[Role::winner], t[Role::block]};
        for (std::size_t i = 0; i < marks.size(); ++i)
            for (std::size_t j = i + 1; j < marks.size(); ++j) {
                const ImVec4 a = ImGui::ColorConvertU32ToFloat4(marks.at(i));
                const ImVec4 b = ImGui::ColorConvertU32ToFloat4(marks.at(j));
                const float apart = std::abs(a.x - b.x) + std::abs(a.y - b.y) + std::abs(a.z - b.z);
                CHECK(apart > 0.25F);
            }
    }
}

}  // namespace convscope
