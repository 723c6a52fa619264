// The questions that the page "Why" asks about a prediction, and their answers, as plain values.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/image/plane.h"
#include "core/nn/attribution/class_maps.h"
#include "core/nn/attribution/explainable.h"
#include "core/nn/attribution/input_curve.h"
#include "core/nn/attribution/occlusion.h"
#include "core/nn/attribution/shift_map.h"
#include "core/nn/model/edits.h"
#include "core/nn/model/model.h"

namespace convscope {

/// The prediction to explain: an edited model, its inputs and a class.
struct WhySubject {
    std::shared_ptr<const nn::Model> model;
    nn::SharedTensor input;
    std::vector<nn::SharedTensor> others;  ///< of the model's other inputs; those that are missing here are 0
    nn::Edits edits;
    std::int64_t index = 0;  ///< of the class

    /// One span for each input that is given; valid as long as the subject.
    std::vector<std::span<const float>> inputs() const;
    bool operator==(const WhySubject&) const = default;
};

using KeepGoing = std::function<bool(double)>;

/// The layers whose weights are replaced by random ones, for the sanity check: a map that does not change then explains
/// nothing.
enum class WhyRandom { none, layer, from_top };

struct GradientRequest {
    WhySubject subject;
    int node = 0;  ///< a node with rows and columns
    WhyRandom random = WhyRandom::none;
    std::uint64_t seed = 1;
    bool operator==(const GradientRequest&) const = default;
};

struct GradientAnswer {
    nn::ClassMaps maps;
    std::optional<nn::ClassMaps> randomised;  ///< with random weights
    std::vector<std::string> random_layers;   ///< their names, from the output down
    nn::CommonRange range;                    ///< of the colours
    nn::PlaceGrid grid;
    std::string rest_reason;  ///< see nn::rest_reason(); empty if there is no rest
};

/// Keeps the plan of the last model, so that another class or picture is computed quickly.
class GradientComputer {
  public:
    std::optional<GradientAnswer> compute(const GradientRequest& request, const KeepGoing& keep_going);
    void clear() { *this = {}; }

  private:
    std::shared_ptr<const nn::Model> model_;
    nn::Edits edits_;
    std::optional<nn::ScoreGradient> gradient_;
};

struct OcclusionRequest {
    WhySubject subject;
    nn::Occlusion occlusion;
    bool operator==(const OcclusionRequest&) const = default;
};
std::optional<nn::OcclusionMap> compute_occlusion(const OcclusionRequest& request, const KeepGoing& keep_going);

/// A patch around one pixel.
struct PatchRequest {
    WhySubject subject;
    nn::Occlusion occlusion;
    std::int64_t row = 0, col = 0;
    bool operator==(const PatchRequest&) const = default;
};
struct PatchAnswer {
    std::vector<float> picture;                 ///< the input with the patch
    float score = 0, answer = 0;                ///< of the class, for the whole picture
    float hidden_score = 0, hidden_answer = 0;  ///< with the patch
    std::int64_t winner = 0, hidden_winner = 0;
};
std::optional<PatchAnswer> compute_patch(const PatchRequest& request, const KeepGoing& keep_going);

struct ShiftRequest {
    WhySubject subject;
    std::int64_t radius = 4;  ///< pixels
    bool operator==(const ShiftRequest&) const = default;
};
std::optional<nn::ShiftMap> compute_shifts(const ShiftRequest& request, const KeepGoing& keep_going);

struct CurvesRequest {
    WhySubject subject;
    nn::ChangedInput changes;
    bool operator==(const CurvesRequest&) const = default;
};
struct CurvesAnswer {
    std::array<std::vector<nn::CurvePoint>, 3> curves;  ///< in the order of nn::InputChange
    std::vector<float> picture;                         ///< the input with all changes
    std::vector<float> outputs;                         ///< the model's output for it
};
inline constexpr int kCurvePoints = 41;
std::optional<CurvesAnswer> compute_curves(const CurvesRequest& request, const KeepGoing& keep_going);

}  // namespace convscope
