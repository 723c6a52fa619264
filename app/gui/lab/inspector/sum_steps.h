// The arithmetic of one output pixel step by step: the sum product by product with its running total, then weight,
// bias, activation and pooling. The player's sum pass plays it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "app/gui/lab/lab_scene.h"
#include "app/gui/lab/views/view_slot.h"
#include "core/filter/explain.h"

namespace convscope {

/// Everything about one selected output pixel.
struct Explained {
    PixelExplanation pixel;
    std::optional<PoolExplanation> pool;  ///< nullopt if the pixel does not belong to a pooling block
    std::vector<ArithmeticStep> steps;
};

/// The selection must come from these results.
Explained explain_selection(const LabResults& results, const Selection& selection);
/// True in the sum pass.
bool is_adding(const Player& player);
/// The index of the step that the player is at; nullopt unless it is in the sum pass.
std::optional<std::size_t> step_shown(const Player& player, const Explained& explained);
/// True if the result of this kind of step is shown: outside the sum pass always, in it if the player has reached the
/// step.
bool is_reached(const Explained& explained, std::optional<std::size_t> step, StepKind kind);

/// The words and numbers of the band: "48 × 0.5 = 24", "total so far −232" and "0 + 0 − 256 + 24 = −232".
struct StepTexts {
    std::string step;      ///< empty unless the player is in the sum pass
    std::string total;     ///< empty unless the player is in the sum pass
    std::string sequence;  ///< up to the step, or the whole sum; empty for a pixel that the border keeps
};
StepTexts step_texts(const Explained& explained, const FilterSettings& settings, std::optional<std::size_t> step);

/// The smallest type of the arithmetic's numbers. In presentation mode it is readable from the last row of a classroom.
Type min_number_type(const LabScene& scene, int taps);

/// The band in the inspector with the sum as a sequence, and its height in an inspector of this width.
float sum_band_height(const LabScene& scene, float width);
void show_sum_band(LabScene& scene, Rect band, const Explained& explained);
/// Draws the current step and its total in one line. Draws nothing and returns false unless the player is in the sum
/// pass.
bool show_step(LabScene& scene, Rect row, const Explained& explained);

/// On the views: outlines the neighbour or the candidate that the step adds, and covers the pixels whose values are not
/// reached yet with the total so far; these covers are named "view.filtered.sum" and so on.
void draw_sum_step(LabScene& scene, const ViewSlot& slot);

}  // namespace convscope
