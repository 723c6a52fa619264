// The Filter Lab as plain values: its picture, its filters and settings, and its view state.
// Must not include anything that draws. The lab's defaults are defined only here.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/view/camera.h"
#include "app/view/player.h"
#include "core/filter/combine.h"
#include "core/filter/noise/noise.h"
#include "core/filter/result_kind.h"
#include "core/filter/settings.h"
#include "core/image/colours/colour_maps.h"
#include "core/image/motion.h"
#include "core/image/picture.h"

namespace convscope {

/// A picture and where it came from: a file, or one of the program's samples (then `file` is the bare sample name), or
/// the user (then `file` is its bare name: "staircase (edited)").
struct OpenPicture {
    std::filesystem::path file;
    bool is_sample = false;
    bool is_edited = false;  ///< made or changed in the program: no file has its pixels
    Picture picture;

    /// The name shown to the user, without folders.
    std::string name() const { return is_edited ? file.string() : is_sample ? base_name() : file.filename().string(); }
    /// The name without a file's ending.
    std::string base_name() const { return is_edited ? file.string() : file.stem().string(); }
    bool operator==(const OpenPicture& other) const;
};

/// Filter values, weights and biases are finite and at most this large.
inline constexpr float kMaxFilterValue = 1e6F;

/// The filter as it is edited. While `normalise` is on, the weight follows the kernel (1 / sum).
struct LabFilter {
    Kernel kernel;
    float weight = 1;
    float bias = 0;
    bool median = false;  ///< the median of the window instead of a weighted sum; kernel, weight and bias are unused
    bool normalise = false;
    float plain_weight = 1;  ///< the weight that returns when `normalise` is turned off; 1 while it is off
    /// Key of the preset that was chosen last (see preset_key()). The filter may have other values now.
    std::string preset = {};
    bool operator==(const LabFilter&) const = default;

    /// True if both give the same output: `preset` and `plain_weight` are not compared.
    bool same_values(const LabFilter& other) const {
        if (median && other.median) return true;
        return median == other.median && kernel == other.kernel && weight == other.weight && bias == other.bias &&
               normalise == other.normalise;
    }
};

/// The largest number of filters on one picture.
inline constexpr int kMaxFilters = 8;

/// The Filter Lab's settings. The first `count` filters are in use; all have the same stride, dilation, border,
/// activation and pooling.
struct Lab {
    std::array<LabFilter, kMaxFilters> filters;
    /// The kind of each filter's responses, which selects their colours. Set by response_kind() when a whole filter is
    /// chosen, pasted, transformed or normalised, and when a weight or bias is typed; kept while single values of a
    /// kernel are dragged or typed.
    std::array<ValueKind, kMaxFilters> kinds{};
    int count = 1;   ///< number of filters in use: one, two that are compared, or a strip of 3..kMaxFilters
    int edited = 0;  ///< the filter that the controls show: 0..count-1
    Channel channel = Channel::grey;
    int stride = 1;
    int dilation = 1;
    Border border = Border::valid;
    Activation activation = Activation::none;
    Pooling pooling = Pooling::max;
    int pool_size = 2;
    Motion motion;        ///< moves the picture, before noise and filters
    NoiseSettings noise;  ///< added to the moved picture

    /// The engine's settings for filter `which` (0..kMaxFilters-1).
    FilterSettings settings(int which) const;
    /// The engine's settings for the filters in use.
    std::vector<FilterSettings> settings() const;
    /// Sets the kind of filter `which` by response_kind().
    void decide_kind(int which);
    bool operator==(const Lab&) const = default;
};

/// The name of filter `which` (0..kMaxFilters-1) if several are in use: "A" to "H".
std::string filter_letter(int which);

/// The settings of the first start: vertical edges, with their transpose as the second filter, and 2x2 max pooling. The
/// remaining filters are presets of different kinds, like those that a first layer learns.
Lab initial_lab();

/// combined is the combination of the filtered pictures A and B; see LabView::combination.
enum class Stage { input, filtered, pooled, combined };
inline constexpr std::array<std::string_view, 4> kStageNames{"input", "filtered", "pooled", "combined"};

/// A pixel of one of the views: the input, the filtered or pooled picture of filter `filter`, or the combined picture.
struct PixelRef {
    Stage stage = Stage::input;
    int filter = 0;
    int row = 0;
    int col = 0;
    bool operator==(const PixelRef&) const = default;
};

/// The values that decide the ends of the colours. each: the values of the view itself; layer: the values of all
/// outputs together; fixed: 0 and 255.
enum class RangeScope { each, layer, fixed };
inline constexpr std::array<std::string_view, 3> kRangeScopeNames{"each", "layer", "fixed"};

/// Limits of LabView::gain.
inline constexpr float kMinGain = 0.25F, kMaxGain = 8;

/// The pages of the Filter Lab: filters on one channel, a filter with a slice for each channel of a colour picture,
/// a chain of stages, and a filter that learns.
enum class LabPage { filter, colour, chain, learn };
inline constexpr std::array<std::string_view, 4> kLabPageNames{"filter", "colour", "chain", "learn"};

/// The view state of the Filter Lab. Undo does not restore it.
struct LabView {
    LabPage page = LabPage::filter;
    Camera camera;
    ColourMap colour_map = ColourMap::automatic;
    RangeScope range_scope = RangeScope::layer;
    float gain = 1;                          ///< divides the values at the ends of the outputs' colours
    bool true_size = false;                  ///< a pooled picture is shown at its own, smaller size
    bool lens = true;                        ///< the window on the input is shown enlarged, with its numbers
    Stage strip_stage = Stage::filtered;     ///< the outputs that a strip shows: filtered or pooled
    std::optional<Combination> combination;  ///< shown while two filters are compared; nullopt: off
    std::optional<PixelRef> pinned;
    Player player{.speed = speed_of_pass(kUsualPass)};
    bool operator==(const LabView&) const = default;

    /// Resets the view for a new picture: it is shown whole, nothing is pinned, the player is inactive.
    void reset_for_picture();
};

}  // namespace convscope
