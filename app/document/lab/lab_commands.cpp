#include "app/document/lab/lab_commands.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/document/lab/preset_choice.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"
#include "core/filter/presets.h"

namespace convscope {

namespace {

LabFilter& filter_of(Document& document, int which) {
    return document.lab.filters.at(static_cast<std::size_t>(which));
}

void replace_kernel(LabFilter& filter, const Kernel& kernel) {
    filter.kernel = kernel;
    filter = with_limits(filter);
}

/// Names a filter after the program's preset with its values. If there is none, keeps the last name, so that the filter
/// can be reset to it.
void name_by_values(LabFilter& filter) {
    const std::vector<PresetChoice> choices = preset_choices({});
    const int shown = shown_choice(choices, filter);
    if (shown >= 0) filter.preset = choices[static_cast<std::size_t>(shown)].key;
}

/// Resizes all filters to `size`, so that all outputs have the same size.
void match_sizes(Lab& lab, int size) {
    for (LabFilter& filter : lab.filters)
        if (filter.kernel.size != size) replace_kernel(filter, resized(filter.kernel, size));
}

template <class T>
Command set_lab(std::string label, T Lab::*member, T value) {
    return {std::move(label), [=](Document& document) { document.lab.*member = value; }, 0};
}

}  // namespace

float limit_filter_value(float value) {
    if (!std::isfinite(value)) return 0;
    return std::clamp(value, -kMaxFilterValue, kMaxFilterValue);
}

LabFilter with_limits(LabFilter filter) {
    std::ranges::transform(filter.kernel.values, filter.kernel.values.begin(), limit_filter_value);
    filter.weight = limit_filter_value(filter.normalise ? normalising_weight(filter.kernel) : filter.weight);
    filter.bias = limit_filter_value(filter.bias);
    filter.plain_weight = limit_filter_value(filter.plain_weight);
    return filter;
}

Command set_filter_value(int which, int row, int col, float value, std::uint64_t gesture) {
    return {tr("change of a filter value"),
            [=](Document& document) {
                LabFilter& filter = filter_of(document, which);
                Kernel kernel = filter.kernel;
                if (row >= kernel.size || col >= kernel.size) return;
                kernel.at(row, col) = value;
                filter.median = false;
                replace_kernel(filter, kernel);
            },
            gesture};
}

Command set_kernel(int which, const Kernel& kernel, std::string label, std::uint64_t gesture) {
    return {std::move(label),
            [=](Document& document) {
                LabFilter& filter = filter_of(document, which);
                const LabFilter before = filter;
                filter.median = false;
                replace_kernel(filter, kernel);
                if (!filter.same_values(before)) name_by_values(filter);
                document.lab.decide_kind(which);
                match_sizes(document.lab, kernel.size);
            },
            gesture};
}

Command set_filter(int which, const LabFilter& filter, std::string label) {
    return {std::move(label), [=](Document& document) {
                filter_of(document, which) = with_limits(filter);
                document.lab.decide_kind(which);
                match_sizes(document.lab, filter.kernel.size);
            }};
}

Command set_preset_name(int which, std::string key) {
    return {tr("name of the filter"),
            [which, key = std::move(key)](Document& document) { filter_of(document, which).preset = key; }};
}

Command set_weight(int which, float weight, std::uint64_t gesture) {
    return {tr("change of the weight"),
            [=](Document& document) {
                LabFilter& filter = filter_of(document, which);
                filter.weight = limit_filter_value(weight);
                filter.normalise = false;
                filter.plain_weight = 1;
                if (gesture == 0) document.lab.decide_kind(which);
            },
            gesture};
}

Command set_bias(int which, float bias, std::uint64_t gesture) {
    return {tr("change of the bias"),
            [=](Document& document) {
                filter_of(document, which).bias = limit_filter_value(bias);
                if (gesture == 0) document.lab.decide_kind(which);
            },
            gesture};
}

Command set_normalise(int which, bool on) {
    return {on ? tr("normalising") : tr("end of normalising"), [=](Document& document) {
                LabFilter& filter = filter_of(document, which);
                if (filter.normalise == on) return;
                filter.normalise = on;
                if (on)
                    filter.plain_weight = filter.weight;
                else
                    filter.weight = std::exchange(filter.plain_weight, 1.0F);
                filter = with_limits(filter);
                document.lab.decide_kind(which);
            }};
}

Command set_kernel_size(int size) {
    return {tr("change of the filter size"), [=](Document& document) { match_sizes(document.lab, size); }};
}

namespace {

/// A filter to compare with `filter`: its transpose, or a vertical-edge filter if the transpose has the same values.
LabFilter filter_to_compare(const LabFilter& filter) {
    LabFilter other = filter;
    other.kernel = transposed(filter.kernel);
    other.preset.clear();
    if (!filter.median && other.kernel != filter.kernel) return other;
    const Preset& sobel = *find_preset("sobel-vertical");
    return {.kernel = resized(sobel.kernel, filter.kernel.size), .weight = sobel.weight, .bias = sobel.bias};
}

/// Moves the pinned pixel to a view that is shown.
void keep_pin(LabView& view, int count) {
    if (!view.pinned) return;
    view.pinned->filter = std::min(view.pinned->filter, count - 1);
    if (view.pinned->stage == Stage::combined && (count != 2 || !view.combination))
        view.pinned->stage = Stage::filtered;
}

}  // namespace

Command set_filter_count(int count) {
    return {count == 1 ? tr("end of the comparison") : tr("number of filters"), [=](Document& document) {
                Lab& lab = document.lab;
                if (lab.count == 1 && count > 1 && lab.filters[1].same_values(lab.filters[0])) {
                    lab.filters[1] = filter_to_compare(lab.filters[0]);
                    lab.decide_kind(1);
                }
                lab.count = count;
                lab.edited = std::min(lab.edited, count - 1);
                keep_pin(document.lab_view, count);
            }};
}

Command set_comparison(bool on) {
    return {on ? tr("comparison") : tr("end of the comparison"), [=](Document& document) {
                Lab& lab = document.lab;
                const int edited = lab.edited;
                if (!on || lab.count <= 2) return set_filter_count(on ? 2 : 1).apply(document);
                const bool pin_on_a = document.lab_view.pinned && document.lab_view.pinned->filter == 0;
                if (edited > 1) {
                    const auto other = static_cast<std::size_t>(edited);
                    std::swap(lab.filters[1], lab.filters.at(other));
                    std::swap(lab.kinds[1], lab.kinds.at(other));
                }
                set_filter_count(2).apply(document);
                if (edited > 0) set_edited_filter(1).apply(document);
                if (pin_on_a) document.lab_view.pinned->filter = 0;
            }};
}

Command set_combination(std::optional<Combination> combination) {
    return {"view", [=](Document& document) {
                document.lab_view.combination = combination;
                keep_pin(document.lab_view, document.lab.count);
            }};
}

Command set_edited_filter(int which) {
    return {tr("choice of the edited filter"), [=](Document& document) {
                document.lab.edited = which;
                LabView& view = document.lab_view;
                if (view.pinned && view.pinned->stage != Stage::input && view.pinned->stage != Stage::combined)
                    view.pinned->filter = which;
                if (view.player.pass == PlayerPass::sum) view.player.filter = which;
            }};
}
Command set_stride(int stride) {
    return {tr("change of the stride"), [=](Document& document) {
                document.lab.stride = stride;
                if (stride != 1 && document.lab.border == Border::keep) document.lab.border = Border::zero;
            }};
}
Command set_dilation(int dilation) {
    return set_lab(tr("change of the dilation"), &Lab::dilation, dilation);
}

Command set_border(Border border) {
    return {tr("change of the border"), [=](Document& document) {
                document.lab.border = border;
                if (border == Border::keep) document.lab.stride = 1;
            }};
}

Command set_activation(Activation activation) {
    return set_lab(tr("change of the activation"), &Lab::activation, activation);
}
Command set_pooling(Pooling pooling) {
    return set_lab(tr("change of the pooling"), &Lab::pooling, pooling);
}
Command set_pool_size(int size) {
    return set_lab(tr("change of the pooling size"), &Lab::pool_size, size);
}
Command set_channel(Channel channel) {
    return set_lab(tr("choice of the channel"), &Lab::channel, channel);
}

Command set_motion(const Motion& motion, std::uint64_t gesture) {
    return {tr("motion of the picture"), [=](Document& document) { document.lab.motion = motion; }, gesture};
}
Command set_noise(const NoiseSettings& noise, std::uint64_t gesture) {
    return {tr("noise of the picture"), [=](Document& document) { document.lab.noise = noise; }, gesture};
}

Command open_picture(OpenPicture picture) {
    return {tr("opening of {}", picture.name()), [picture = std::move(picture)](Document& document) {
                document.lab.motion = {};
                document.lab.noise = {};
                document.picture = picture;
                if (picture.picture.is_grey()) document.lab.channel = Channel::grey;
                document.lab_view.reset_for_picture();
            }};
}

Command start_afresh(OpenPicture picture) {
    return {tr("fresh start"), [picture = std::move(picture)](Document& document) {
                const std::uint64_t fresh_starts = document.training_view.fresh_starts;
                document = initial_document();
                document.training_view.fresh_starts = fresh_starts + 1;
                document.picture = picture;
            }};
}

Command set_lab_view(std::function<void(LabView&)> change) {
    return {"view", [change = std::move(change)](Document& document) { change(document.lab_view); }};
}

Command open_page(LabPage page) {
    return {tr("page of the Filter Lab"), [page](Document& document) {
                document.lab_view.page = page;
                document.lab_view.player.active = document.lab_view.player.playing = false;
                document.learning.playing = false;
            }};
}

Command fit_views() {
    return set_lab_view([](LabView& view) { view.camera = {}; });
}

}  // namespace convscope
