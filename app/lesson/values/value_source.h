// Computes what several named values of a document need, once, when the first of them is asked for. Internal: the
// interface is values.h.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/document/lab/selection.h"
#include "app/lesson/values.h"
#include "core/filter/colour/colour_filter.h"
#include "core/filter/result.h"
#include "core/nn/inspect/explain.h"
#include "core/nn/inspect/summary.h"
#include "core/nn/inspect/trace.h"

namespace convscope {

/// The parts of a name that stand for # and @.
using NameParts = std::span<const std::string>;

/// The filtered picture of the Filter Lab, or the map of its page Colour.
struct LabOutputs {
    Size input;
    int channels = 1;  ///< of the input that the filter takes
    FilterSettings settings;
    FilterResult result;
};

/// The arithmetic of the pinned or played output pixel.
struct LabArithmetic {
    PixelExplanation pixel;
    std::optional<PoolExplanation> pool;
    std::optional<ColourPixelExplanation> colour;  ///< only on the page Colour
};

/// The model with its edits, and its activations.
struct NetworkState {
    std::shared_ptr<const nn::Model> edited;  ///< with the edited weights, but without ablated maps
    nn::Trace trace, trained;                 ///< with and without edits and paint
    nn::Summary summary;
};

/// The layers of the network that Training builds.
struct PlannedNetwork {
    nn::NetworkOutline outline;
    std::int64_t classes = 0;
    std::int64_t pictures = 0;  ///< that train
};

class ValueSource {
  public:
    ValueSource(Document document, std::filesystem::path assets, std::optional<RunFacts> run)
        : document_(std::move(document)), assets_(std::move(assets)), run_(run) {}

    const Document& document() const { return document_; }
    const std::filesystem::path& assets() const { return assets_; }
    const std::optional<RunFacts>& run() const { return run_; }

    // Each function returns null, and sets the reason, if the document does not have it.
    const LabOutputs* outputs();
    const LabArithmetic* arithmetic();
    const NetworkState* network();
    /// The arithmetic of the pinned value of the layer.
    const nn::Explanation* explanation();
    const PlannedNetwork* planned();

    /// Sets the reason; returns nullopt.
    std::nullopt_t missing(std::string reason) {
        reason_ = std::move(reason);
        return std::nullopt;
    }
    const std::string& reason() const { return reason_; }

  private:
    /// A result that is computed once; null if it does not exist.
    template <class T>
    struct Once {
        bool done = false;
        std::optional<T> value;
        std::string reason;
    };
    template <class T, class Compute>
    const T* once(Once<T>& result, const Compute& compute);

    std::optional<LabOutputs> compute_outputs();
    std::optional<LabArithmetic> compute_arithmetic();
    std::optional<LabArithmetic> compute_colour_arithmetic();
    std::optional<NetworkState> compute_network();
    std::optional<nn::Explanation> compute_explanation();
    std::optional<PlannedNetwork> compute_planned();

    Document document_;
    std::filesystem::path assets_;
    std::optional<RunFacts> run_;
    std::string reason_;
    Once<LabOutputs> outputs_;
    Once<LabArithmetic> arithmetic_;
    Once<NetworkState> network_;
    Once<nn::Explanation> explanation_;
    Once<PlannedNetwork> planned_;
};

/// One entry of the tables of values: the name as in value_table.cpp, and the function that computes it.
struct ValueRule {
    std::string_view name;
    std::optional<LessonValue> (*compute)(ValueSource& source, NameParts parts);
};

// There is one rule for every name of value_table.cpp.
std::span<const ValueRule> general_rules();
std::span<const ValueRule> lab_rules();
std::span<const ValueRule> lab_page_rules();
std::span<const ValueRule> layers_rules();
std::span<const ValueRule> answer_rules();
std::span<const ValueRule> training_rules();

/// The part of a name as a number; -1 for one that is too long.
std::int64_t number_of_part(const std::string& part);

}  // namespace convscope
