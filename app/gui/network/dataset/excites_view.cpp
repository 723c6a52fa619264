#include "app/gui/network/dataset/excites_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <span>

#include "app/gui/network/scene/answer_bar.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::size_t kMaxClasses = 12;
constexpr float kBarHeight = 21, kHeadingHeight = 26, kLineHeight = 20, kNameWidth = 118, kMinMeansWidth = 250;

/// The classes that have pictures: all in their order, or the kMaxClasses with the largest means if there are more.
std::vector<std::int64_t> largest_classes(const nn::Survey& survey, const nn::ChannelSurvey& channel) {
    std::vector<std::int64_t> classes;
    for (std::size_t c = 0; c < survey.class_sizes.size(); ++c)
        if (survey.class_sizes[c] > 0) classes.push_back(static_cast<std::int64_t>(c));
    if (classes.size() <= kMaxClasses) return classes;
    std::ranges::stable_sort(classes, std::ranges::greater(),
                             [&](std::int64_t c) { return channel.class_means[static_cast<std::size_t>(c)]; });
    classes.resize(kMaxClasses);
    return classes;
}

std::vector<std::int64_t> never_active_channels(std::span<const nn::ChannelSurvey> channels) {
    std::vector<std::int64_t> never;
    for (std::size_t c = 0; c < channels.size(); ++c)
        if (channels[c].active == 0) never.push_back(static_cast<std::int64_t>(c));
    return never;
}

/// The heading of the list of maps or units that no picture makes active.
std::string never_active_heading(const Scene& scene, long long count) {
    const bool are_maps = scene.shape().is_image();
    if (count == 0)
        return are_maps ? tr("Every map of this layer is active on some picture.")
                        : tr("Every unit of this layer is active on some picture.");
    const std::int64_t all = scene.shape().channels();
    return are_maps ? tr_count(count, "{} of the {} maps of this layer is never active:",
                               "{} of the {} maps of this layer are never active:", all)
                    : tr_count(count, "{} of the {} units of this layer is never active:",
                               "{} of the {} units of this layer are never active:", all);
}

}  // namespace

void ExcitesView::show(Scene& scene, const nn::Survey& survey, Rect& area) {
    Ui& ui = scene.ui;
    const auto& channels = survey.nodes.at(static_cast<std::size_t>(scene.layer));
    never_active_ = never_active_channels(channels);
    if (channels.empty()) {
        ui.mark("data.message", area);
        ui.paragraph(area.cut_top(ui.px(60)), tr("This is the input. Choose a layer after it in the row at the top."),
                     Role::muted);
        return;
    }
    const nn::ChannelSurvey& channel = channels.at(static_cast<std::size_t>(scene.channel));
    const float room = area.h;
    const bool side_by_side = area.w >= ui.px(340 + 20 + kMinMeansWidth);
    Rect left = side_by_side ? area.cut_left(std::max(ui.px(340), area.w * 0.55F), ui.px(24)) : area;
    left.h = side_by_side ? room : kUnboundedHeight;
    const float full_height = ui.px(kHeadingHeight);
    ui.text(left.cut_top(full_height, ui.px(4)),
            scene.shape().is_image() ? tr("The strongest pictures for map {}", scene.channel)
                                     : tr("The strongest pictures for unit {}", scene.channel),
            Role::text);
    if (channel.active == 0 && !channel.top.empty() && channel.top.front().value <= 0 &&
        channel.top.front().value == channel.top.back().value) {
        ui.mark("data.never", left);
        const std::string value = short_number(channel.top.front().value);
        ui.paragraph(
            left.cut_top(ui.px(70), ui.px(8)),
            scene.shape().is_image()
                ? tr("No picture of the data set makes this map active: its largest value is {} on all of them.", value)
                : tr("No picture of the data set makes this unit active: its largest value is {} on all of them.",
                     value),
            Role::muted);
    } else {
        Rect grid = left;
        if (!side_by_side) grid.h = room;
        const float before = grid.y;
        top_.show_grid(scene, channel, grid);
        left.cut_top(grid.y - before);
    }
    Rect right = side_by_side ? area : left;
    right.h = kUnboundedHeight;
    show_means(scene, survey, channel, right);
    show_never_active(scene, right);
    area.y = std::max(left.y, right.y);
}

void ExcitesView::show_means(Scene& scene, const nn::Survey& survey, const nn::ChannelSurvey& channel, Rect& area) {
    Ui& ui = scene.ui;
    classes_ = largest_classes(survey, channel);
    const bool is_all = classes_.size() == static_cast<std::size_t>(std::ranges::count_if(
                                               survey.class_sizes, [](std::int64_t size) { return size > 0; }));
    ui.text(area.cut_top(ui.px(kHeadingHeight), ui.px(4)),
            is_all ? tr("Mean for each class") : tr("Mean for the {} classes with the largest", classes_.size()),
            Role::text);
    std::vector<float> means;
    for (const std::int64_t c : classes_) means.push_back(channel.class_means[static_cast<std::size_t>(c)]);
    const AnswerSpan span = answer_span(nn::AnswerUnit::score, means);
    const float largest = means.empty() ? 0 : *std::ranges::max_element(means);
    for (std::size_t i = 0; i < classes_.size(); ++i) {
        Rect line = area.cut_top(ui.px(kBarHeight));
        ui.mark(fmt::format("data.mean.{}", classes_[i]), line);
        const bool is_largest = means[i] == largest && largest > 0;
        const Role role = is_largest ? Role::text : Role::muted;
        const float name_width = std::min(ui.px(kNameWidth), line.w * 0.4F);
        ui.text(line.cut_left(name_width, ui.px(6)), class_name(scene, classes_[i]), role, Type::caption);
        ui.text(line.cut_right(ui.px(58), ui.px(6)), short_number(means[i]), role, Type::caption, Align::right);
        show_answer_bar(ui, line.inset(0, ui.px(5)), span, means[i], is_largest ? Role::accent : Role::muted);
    }
    area.cut_top(ui.px(8));
    const double part =
        survey.examples > 0 ? static_cast<double>(channel.active) / static_cast<double>(survey.examples) : 0;
    const float height = ui.paragraph(area,
                                      tr("Active (above 0 somewhere) on {} of {}: {:.1f} %.",
                                         with_separators(channel.active), picture_count(survey.examples), 100 * part),
                                      Role::text, Type::caption);
    ui.mark("data.active", area.cut_top(height, ui.px(10)));
}

void ExcitesView::show_never_active(Scene& scene, Rect& area) const {
    Ui& ui = scene.ui;
    const float height =
        ui.paragraph(area, never_active_heading(scene, std::ssize(never_active_)), Role::text, Type::caption);
    ui.mark("data.never_active", area.cut_top(height, ui.px(4)));
    constexpr std::size_t kMaxButtons = 48;
    const float width = ui.px(44), gap = ui.px(4), line = ui.px(26);
    const auto columns = std::max<std::size_t>(1, static_cast<std::size_t>((area.w + gap) / (width + gap)));
    const std::size_t count = std::min(never_active_.size(), kMaxButtons);
    {
        const FocusGroup group(ui, "data.never_active");
        for (std::size_t i = 0; i < count; ++i) {
            const Rect place = grid_place(area, i, columns, width + gap, line + gap, width, line);
            const std::int64_t channel = never_active_[i];
            if (button(ui, fmt::format("data.never.{}", channel), place, fmt::format("{}", channel),
                       {.tooltip = tr("Show this one"), .on = channel == scene.channel, .type = Type::caption}))
                scene.change_view([channel](NetworkView& view) { view.channel = channel; });
        }
    }
    area.cut_top(static_cast<float>(grid_lines(count, columns)) * (line + gap));
    if (count < never_active_.size())
        ui.text(area.cut_top(ui.px(kLineHeight)), tr("and {} more", never_active_.size() - count), Role::muted,
                Type::caption);
}

}  // namespace convscope
