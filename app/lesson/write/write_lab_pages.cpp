// The settings of the Filter Lab's pages Colour, Chain and Learn.
#include <array>
#include <string>

#include "app/document/chain/chain.h"
#include "app/lesson/values/learner.h"
#include "app/lesson/words/arguments.h"
#include "app/lesson/write/state_writer.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

constexpr std::array<std::string_view, kColourChannels> kSlices{"red", "green", "blue"};

template <class Names, class Enum>
std::string name(const Names& names, Enum value) {
    return hyphenated(names.at(static_cast<std::size_t>(value)));
}

void write_slices(StateWriter& writer) {
    const LabColour& to = writer.to().colour;
    const auto now = [&writer]() -> const LabColour& { return writer.now().colour; };
    const ColourExample* example = to.shown_example();
    if (example != nullptr && example != now().shown_example()) writer.add("example", {std::string(example->slug)});
    for (std::size_t i = 0; i < kSlices.size(); ++i) {
        const std::string slice(kSlices.at(i));
        if (to.filter.slices.at(i) != now().filter.slices.at(i))
            writer.add("slice", {slice, as_argument(to.filter.slices.at(i))});
        if (to.filter.on.at(i) != now().filter.on.at(i))
            writer.add("slice", {slice, to.filter.on.at(i) ? "on" : "off"});
    }
}

void write_colour(StateWriter& writer) {
    write_slices(writer);
    const FilterSettings& to = writer.to().colour.filter.steps;
    const auto now = [&writer]() -> const FilterSettings& { return writer.now().colour.filter.steps; };
    if (to.weight != now().weight) writer.add_number("weight", to.weight);
    if (to.bias != now().bias) writer.add_number("bias", to.bias);
    if (to.border != now().border) writer.add("border", {name(kBorderNames, to.border)});
    if (to.activation != now().activation) writer.add("activation", {name(kActivationNames, to.activation)});
    if (to.pooling != now().pooling) writer.add("pool", {name(kPoolingNames, to.pooling)});
    if (to.pool_size != now().pool_size) writer.add("pool-size", {std::to_string(to.pool_size)});
}

void write_chain(StateWriter& writer) {
    const Document& to = writer.to();
    if (!(to.chain == writer.now().chain)) {
        std::size_t index = 0;
        while (index < kChainExamples.size() && !(chain_example(index) == to.chain)) ++index;
        if (index == kChainExamples.size()) return writer.leave_out(tr("the chain: it is none of the examples"));
        // The example opens its picture, which is written already: it must not be opened again.
        writer.add_opened("chain", std::string(kChainExamples.at(index).key),
                          {"example", [index](Document& document) {
                               document.chain = chain_example(index);
                               document.chain_view = {.stage = document.chain.size() - 1};
                           }});
    }
    const ChainView& view = to.chain_view;
    if (view.stage != writer.now().chain_view.stage) writer.add("stage", {std::to_string(view.stage + 1)});
    if (view.map != writer.now().chain_view.map) writer.leave_out(tr("the map of the chain that is selected"));
    if (!view.pinned || view.pinned == writer.now().chain_view.pinned) return;
    const ChainPixel& pin = *view.pinned;
    if (pin.stage >= 0 && (pin.stage != view.stage || pin.map != writer.now().chain_view.map))
        return writer.leave_out(tr("the pinned value of the chain"));
    const std::string place = pin.stage < 0 ? "input" : pin.pooled ? "pooled" : "filtered";
    writer.add("pin", {place, std::to_string(pin.row), std::to_string(pin.col)});
}

void write_learning(StateWriter& writer) {
    const LabLearning& to = writer.to().learning;
    const auto now = [&writer]() -> const LabLearning& { return writer.now().learning; };
    if (to.target == LearnTarget::picture) return writer.leave_out(tr("the picture that is the target of learning"));
    if (to.target == LearnTarget::own_filter && now().target != to.target) writer.add("learn", {"own"});
    if (to.target == LearnTarget::hidden_preset && (now().target != to.target || now().preset != to.preset))
        writer.add("learn", {to.preset});
    if (to.options.start != now().options.start || to.options.seed != now().options.seed)
        writer.add("learn-start",
                   {to.options.start == LearnStart::random ? "random" : "zeros", std::to_string(to.options.seed)});
    if (to.options.relative_rate != now().options.relative_rate)
        writer.add_number("learn-rate", to.options.relative_rate);
    const auto learner = learner_of(writer.to()), before = learner_of(writer.now());
    const std::int64_t steps = (learner ? learner->steps() : 0) - (before ? before->steps() : 0);
    if (steps > 0) writer.add("learn-steps", {std::to_string(steps)});
}

}  // namespace

void write_lab_pages(StateWriter& writer) {
    switch (writer.to().lab_view.page) {
        case LabPage::filter:
            break;
        case LabPage::colour:
            write_colour(writer);
            break;
        case LabPage::chain:
            write_chain(writer);
            break;
        case LabPage::learn:
            write_learning(writer);
            break;
    }
}

}  // namespace convscope
