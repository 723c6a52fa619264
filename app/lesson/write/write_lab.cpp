// The settings of the Filter Lab: its picture, its filters, its steps and its view.
#include <algorithm>
#include <string>

#include "app/document/lab/lab_commands.h"
#include "app/document/lab/preset_choice.h"
#include "app/lesson/words/arguments.h"
#include "app/lesson/write/state_writer.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

template <class Names, class Enum>
std::string name(const Names& names, Enum value) {
    return hyphenated(names.at(static_cast<std::size_t>(value)));
}

std::string on_off(bool on) {
    return on ? "on" : "off";
}

std::string letter(int filter) {
    return std::string(1, static_cast<char>('a' + filter));
}

void write_picture(StateWriter& writer) {
    const OpenPicture& picture = writer.to().picture;
    if (!(picture == writer.now().picture)) {
        const auto name = picture.is_edited ? std::nullopt : writer.name_of(picture.file, picture.is_sample);
        if (!name) return writer.leave_out(tr("the picture {}: put its file into the lesson's folder", picture.name()));
        writer.add_opened("picture", *name, open_picture(picture));
    }
    const Lab& to = writer.to().lab;
    if (to.channel != writer.now().lab.channel) writer.add("channel", {name(kChannelNames, to.channel)});
    const Motion& m = to.motion;
    if (!(m == writer.now().lab.motion)) {
        std::vector<std::string> arguments{std::to_string(m.right), std::to_string(m.down)};
        if (!m.is_shift()) arguments.push_back(setting_number(m.turn));
        if (m.zoom != 1) arguments.push_back(setting_number(m.zoom));
        writer.add("motion", arguments);
    }
    if (to.noise == writer.now().lab.noise) return;
    std::vector<std::string> arguments{name(kNoiseNames, to.noise.kind)};
    if (to.noise.kind != NoiseKind::none) arguments.push_back(setting_number(to.noise.amount));
    writer.add("noise", arguments);
}

/// The key of the preset with exactly these values; empty if there is none.
std::string preset_of(const LabFilter& filter) {
    const std::vector<PresetChoice> choices = preset_choices({});
    const int index = shown_choice(choices, filter);
    if (index < 0) return {};
    const PresetChoice& choice = choices[static_cast<std::size_t>(index)];
    return choice.filter.same_values(filter) ? choice.key : std::string();
}

/// Writes the settings that turn the edited filter into `filter`.
void write_filter(StateWriter& writer, const LabFilter& filter) {
    if (const std::string preset = preset_of(filter); !preset.empty()) return writer.add("preset", {preset});
    if (filter.median) {
        writer.add("size", {std::to_string(filter.kernel.size)});
        return writer.add("median", {"on"});
    }
    const auto now = [&writer]() -> const LabFilter& {
        return writer.now().lab.filters.at(static_cast<std::size_t>(writer.now().lab.edited));
    };
    if (now().normalise && !filter.normalise) writer.add("normalise", {"off"});
    if (now().kernel != filter.kernel || now().median) writer.add("kernel", {as_argument(filter.kernel)});
    if (filter.normalise)
        writer.add("normalise", {"on"});
    else if (now().weight != filter.weight)
        writer.add_number("weight", filter.weight);
    if (now().bias != filter.bias) writer.add_number("bias", filter.bias);
}

void write_filters(StateWriter& writer) {
    const Lab& to = writer.to().lab;
    if (to.count != writer.now().lab.count) {
        if (to.count == 2 && writer.now().lab.count == 1)
            writer.add("compare", {"on"});
        else
            writer.add("filters", {std::to_string(to.count)});
    }
    const auto select = [&writer](int which) {
        if (writer.now().lab.edited != which) writer.add("filter", {letter(which)});
    };
    for (int which = 0; which < to.count; ++which) {
        const auto index = static_cast<std::size_t>(which);
        if (to.filters.at(index).same_values(writer.now().lab.filters.at(index))) continue;
        select(which);
        write_filter(writer, to.filters.at(index));
    }
    select(to.edited);
}

void write_steps(StateWriter& writer) {
    const Lab& to = writer.to().lab;
    const auto now = [&writer]() -> const Lab& { return writer.now().lab; };
    if (to.border != now().border) writer.add("border", {name(kBorderNames, to.border)});
    if (to.stride != now().stride) writer.add("stride", {std::to_string(to.stride)});
    if (to.dilation != now().dilation) writer.add("dilation", {std::to_string(to.dilation)});
    if (to.activation != now().activation) writer.add("activation", {name(kActivationNames, to.activation)});
    if (to.pooling != now().pooling) writer.add("pool", {name(kPoolingNames, to.pooling)});
    if (to.pool_size != now().pool_size) writer.add("pool-size", {std::to_string(to.pool_size)});
}

void write_view(StateWriter& writer) {
    const LabView& to = writer.to().lab_view;
    const auto now = [&writer]() -> const LabView& { return writer.now().lab_view; };
    if (to.combination != now().combination && writer.to().lab.count == 2) {
        const std::string combined = to.combination ? name(kCombinationNames, *to.combination) : "none";
        writer.add("combine", {combined == "sum-of-magnitudes" ? "sum" : combined});
    }
    if (to.true_size != now().true_size) writer.add("true-size", {on_off(to.true_size)});
    if (to.lens != now().lens) writer.add("lens", {on_off(to.lens)});
    if (to.page != LabPage::chain && to.pinned != now().pinned) {
        if (to.pinned)
            writer.add("pin", {name(kStageNames, to.pinned->stage), std::to_string(to.pinned->row),
                               std::to_string(to.pinned->col)});
        else
            writer.add("unpin", {});
    }
    const Player& player = to.player;
    if (player.active == now().player.active && (!player.active || player.position == now().player.position)) return;
    if (!player.active) return writer.add("play", {"off"});
    writer.add("play",
               {name(kPlayerPassNames, player.pass), std::to_string(static_cast<std::int64_t>(player.position))});
}

}  // namespace

void write_lab(StateWriter& writer) {
    const LabPage page = writer.to().lab_view.page;
    if (page != writer.now().lab_view.page) writer.add("page", {name(kLabPageNames, page)});
    write_picture(writer);
    if (page == LabPage::filter) {
        write_filters(writer);
        write_steps(writer);
    }
    write_lab_pages(writer);
    write_view(writer);
}

}  // namespace convscope
