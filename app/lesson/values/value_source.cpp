#include "app/lesson/values/value_source.h"

#include <algorithm>
#include <charconv>
#include <exception>

#include "app/document/colour/colour_selection.h"
#include "app/document/lab/lab_plane.h"
#include "core/base/text/translation.h"
#include "core/nn/attribution/edited_plan.h"
#include "core/nn/input/feed.h"
#include "core/nn/input/picture_input.h"
#include "core/nn/train/architectures.h"

namespace convscope {

namespace {

constexpr Message kNothingPinned = tr("no output pixel is pinned; write a line with pin before");
constexpr std::int64_t kFashionPictures = 60'000;

/// The answer to a picture, with all activations.
nn::Trace trace_of(const nn::Model& model, const nn::Edits& edits, const Network& network, bool is_painted) {
    nn::Plan plan = nn::edited_plan(model, edits, 1, nn::Plan::Purpose::inference);
    nn::set_feeds(plan, network.feeds);
    if (!network.takes_numbers(0)) {
        nn::PictureInput input = network.input;
        // A drawing consists of paint.
        if (!is_painted && network.input.source != InputSource::drawing) input.paint.reset();
        plan.set_input(0, nn::input_tensor(input, model).values);
    }
    plan.run();
    nn::Trace trace;
    nn::snapshot(plan, trace);
    return trace;
}

}  // namespace

std::int64_t number_of_part(const std::string& part) {
    std::int64_t number = -1;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    return error == std::errc{} && end == part.data() + part.size() ? number : -1;
}

template <class T, class Compute>
const T* ValueSource::once(Once<T>& result, const Compute& compute) {
    if (!result.done) {
        result.done = true;
        try {
            result.value = compute();
        } catch (const std::exception& error) {
            reason_ = error.what();
        }
        result.reason = reason_;
    }
    if (!result.value) reason_ = result.reason;
    return result.value ? &*result.value : nullptr;
}

const LabOutputs* ValueSource::outputs() {
    return once(outputs_, [this] { return compute_outputs(); });
}
const LabArithmetic* ValueSource::arithmetic() {
    return once(arithmetic_, [this] { return compute_arithmetic(); });
}
const NetworkState* ValueSource::network() {
    return once(network_, [this] { return compute_network(); });
}
const nn::Explanation* ValueSource::explanation() {
    return once(explanation_, [this] { return compute_explanation(); });
}
const PlannedNetwork* ValueSource::planned() {
    return once(planned_, [this] { return compute_planned(); });
}

std::optional<LabOutputs> ValueSource::compute_outputs() {
    const Picture picture = lab_picture(document_);
    if (picture.planes.empty()) return missing(tr("no picture is open"));
    LabOutputs outputs{.input = picture.size()};
    if (document_.lab_view.page == LabPage::colour) {
        const ColourFilterSettings& settings = document_.colour.filter;
        if (std::string problem = colour_geometry_problem(outputs.input, settings); !problem.empty())
            return missing(std::move(problem));
        outputs.channels = static_cast<int>(kColourChannels);
        outputs.settings = slice_settings(settings, 0);
        colour_filter(picture, settings, outputs.result);
        return outputs;
    }
    outputs.settings = document_.lab.settings(0);
    if (std::string problem = geometry_problem(outputs.input, outputs.settings); !problem.empty())
        return missing(std::move(problem));
    filter(channel_plane(picture, document_.lab.channel), outputs.settings, outputs.result);
    return outputs;
}

std::optional<LabArithmetic> ValueSource::compute_arithmetic() {
    if (document_.lab_view.page == LabPage::colour) return compute_colour_arithmetic();
    const Plane input = lab_plane(document_);
    if (input.empty()) return missing(tr("no picture is open"));
    const LabView& view = document_.lab_view;
    const int explained = view.pinned ? std::min(view.pinned->filter, document_.lab.count - 1) : document_.lab.edited;
    FilterSettings settings = document_.lab.settings(explained);
    std::optional<Selection> selection;
    if (view.player.active) {
        Player player = view.player;
        if (player.pass != PlayerPass::sum) player.filter = explained;
        settings = document_.lab.settings(std::min(player.filter, document_.lab.count - 1));
        selection = select_position(input.size(), settings, player);
    } else if (view.pinned) {
        selection = select(input, settings, *view.pinned);
    }
    if (!selection) return missing(kNothingPinned);
    LabArithmetic arithmetic{.pixel = explain_pixel(input, settings, selection->output.row, selection->output.col)};
    if (selection->pooled)
        arithmetic.pool = explain_pool(input, settings, selection->pooled->row, selection->pooled->col);
    return arithmetic;
}

std::optional<LabArithmetic> ValueSource::compute_colour_arithmetic() {
    const Picture picture = lab_picture(document_);
    const std::optional<PixelRef>& pin = document_.lab_view.pinned;
    if (picture.planes.empty() || !pin) return missing(kNothingPinned);
    const ColourFilterSettings& settings = document_.colour.filter;
    const auto selection = select_colour(picture, settings, *pin);
    if (!selection) return missing(kNothingPinned);
    LabArithmetic arithmetic;
    arithmetic.colour = explain_colour_pixel(picture, settings, selection->output.row, selection->output.col);
    if (selection->pooled)
        arithmetic.pool = explain_colour_pool(picture, settings, selection->pooled->row, selection->pooled->col);
    return arithmetic;
}

std::optional<NetworkState> ValueSource::compute_network() {
    const Network& network = document_.network;
    if (!network.model.model) return missing(tr("no model is open"));
    if (network.lacks_picture()) return missing(tr("no input picture is open"));
    const nn::Model& model = *network.model.model;
    NetworkState state{.edited = std::make_shared<const nn::Model>(nn::applied(model, network.edits)),
                       .trace = trace_of(model, network.edits, network, true),
                       .trained = {},
                       .summary = nn::summarise(model)};
    const bool is_changed = !network.edits.empty() || network.is_painted();
    state.trained = is_changed ? trace_of(model, {}, network, false) : state.trace;
    return state;
}

std::optional<nn::Explanation> ValueSource::compute_explanation() {
    const NetworkState* state = network();
    if (state == nullptr) return std::nullopt;
    const NetworkView& view = document_.network_view;
    const nn::Shape& shape = state->edited->node(view.layer).shape;
    if (!view.pinned && shape.is_image())
        return missing(tr("no value of the layer is pinned; write a line with pin layer before"));
    nn::Position at = view.pinned.value_or(nn::Position{});
    at.channel = view.channel;
    if (!nn::contains(shape, at)) return missing(tr("the pinned value is outside the layer"));
    return nn::explain(*state->edited, view.layer, at, state->trace.activations());
}

std::optional<PlannedNetwork> ValueSource::compute_planned() {
    const Training& training = document_.training;
    PlannedNetwork planned;
    std::int64_t pictures = kFashionPictures;
    if (const auto drawn = drawn_set_of(training.source)) {
        planned.classes = std::ssize(nn::drawn_class_names(*drawn));
        pictures = training.drawn_pictures();
    } else if (training.source == TrainingSource::fashion_mnist) {
        planned.classes = std::ssize(nn::kFashionLabels);
    } else {
        return missing(tr("the data set of Training is none of the program's"));
    }
    // Rounded as the trainer rounds it.
    const auto validation =
        static_cast<std::int64_t>(training.options.validation_split * static_cast<double>(pictures));
    planned.pictures = pictures - validation;
    if (training.options.images > 0) planned.pictures = std::min(planned.pictures, training.options.images);
    planned.outline = nn::outline(training.network, {.classes = planned.classes});
    return planned;
}

}  // namespace convscope
