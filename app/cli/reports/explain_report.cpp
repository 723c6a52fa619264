#include "app/cli/reports/explain_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/cli/json.h"
#include "core/base/text/printable.h"

namespace convscope {

namespace {

constexpr std::size_t kMaxTerms = 10;
constexpr std::size_t kMaxChannels = 4;

/// The elements with the largest magnitudes, largest first; at most `max_count`.
template <class Element, class Part>
std::vector<const Element*> largest(const std::vector<Element>& elements, std::size_t max_count, Part part) {
    std::vector<const Element*> order;
    order.reserve(elements.size());
    for (const Element& element : elements) order.push_back(&element);
    std::ranges::stable_sort(order, std::ranges::greater(),
                             [part](const Element* e) { return std::fabs(std::invoke(part, *e)); });
    order.resize(std::min(order.size(), max_count));
    return order;
}

std::string position_text(const nn::Position& at) {
    return fmt::format("{},{},{}", at.row, at.col, at.channel);
}

std::string channel_text(const nn::Explanation& e, const nn::ChannelTerms& channel) {
    std::string text = fmt::format("input channel {}: sum {:.6g}\n", channel.channel, channel.sum);
    const auto cols = static_cast<std::size_t>(e.kernel_cols);
    for (std::size_t row = 0; row < static_cast<std::size_t>(e.kernel_rows); ++row) {
        std::string window, kernel, products;
        for (std::size_t tap = row * cols; tap < (row + 1) * cols; ++tap) {
            window += channel.inside[tap] ? fmt::format("{:>10.4g}", channel.window[tap]) : fmt::format("{:>10}", ".");
            kernel += fmt::format("{:>10.4g}", channel.kernel[tap]);
            products += fmt::format("{:>11.4g}", channel.products[tap] + 0.0);  // + 0.0 turns -0 into 0
        }
        text += fmt::format("  {}  x{}  ={}\n", window, kernel, products);
    }
    return text;
}

std::string channels_text(const nn::Explanation& e) {
    std::string text;
    for (const nn::ChannelTerms* channel : largest(e.channels, kMaxChannels, &nn::ChannelTerms::sum))
        text += channel_text(e, *channel);
    if (e.channels.size() > kMaxChannels)
        text +=
            fmt::format("... and {} further input channels (--json prints all)\n", e.channels.size() - kMaxChannels);
    return text;
}

std::string term_text(const nn::Explanation& e, const nn::Term& term) {
    const bool wins = e.winner && &term == &e.terms[*e.winner];
    if (e.combination != nn::Combination::sum)
        return fmt::format("  {:>12}  {:>12.6g}{}\n", position_text(term.from), term.value, wins ? "  <- winner" : "");
    return fmt::format("  {:>12}  {:>12.6g} x {:>12.6g} = {:>12.6g}\n", position_text(term.from), term.value,
                       term.weight, term.product);
}

std::string terms_text(const nn::Explanation& e) {
    std::string text = "  row,col,chan         value\n";
    if (e.combination == nn::Combination::sum) {
        text = "  row,col,chan         value         weight        product\n";
        for (const nn::Term* term : largest(e.terms, kMaxTerms, &nn::Term::product)) text += term_text(e, *term);
        if (e.terms.size() > kMaxTerms)
            text += fmt::format("... and {} smaller terms (--json prints all)\n", e.terms.size() - kMaxTerms);
        return text;
    }
    for (const nn::Term& term : e.terms) text += term_text(e, term);
    return text;
}

Json position_json(const nn::Position& at) {
    return {at.row, at.col, at.channel};
}

Json channel_json(const nn::ChannelTerms& c) {
    return {{"channel", c.channel}, {"window", c.window},     {"inside", c.inside},
            {"kernel", c.kernel},   {"products", c.products}, {"sum", c.sum}};
}

Json terms_json(const nn::Explanation& e) {
    Json terms = Json::array();
    for (const nn::Term& t : e.terms)
        terms.push_back({{"input", t.input},
                         {"from", position_json(t.from)},
                         {"value", t.value},
                         {"weight", t.weight},
                         {"product", t.product}});
    return terms;
}

}  // namespace

std::string text_report(const nn::Explanation& e) {
    std::string text =
        fmt::format("{} ({}) at {}: {:.6g}\n", printable(e.layer), e.type, position_text(e.at), e.traced);
    if (!e.channels.empty()) text += channels_text(e);
    if (!e.terms.empty()) text += terms_text(e);
    for (const auto& [name, value] : e.figures) text += fmt::format("{} {:.6g}\n", name, value);
    if (e.combination == nn::Combination::sum) text += fmt::format("+ bias {:.6g}\n", e.bias);
    text += fmt::format("= {:.6g}\n", e.sum);
    if (!e.softmax.empty()) {
        text += "  channel         logit   exponential         share\n";
        for (std::size_t c = 0; c < e.softmax.size(); ++c)
            text += fmt::format("  {:>7}  {:>12.6g}  {:>12.6g}  {:>12.6g}\n", c, e.softmax[c].logit,
                                e.softmax[c].exponential, e.softmax[c].share);
    }
    if (!e.activation.is_linear()) text += fmt::format("{} = {:.6g}\n", nn::name_of(e.activation.kind), e.value);
    return text;
}

std::string json_report(const nn::Explanation& e) {
    constexpr const char* kCombinations[] = {"sum", "product", "maximum", "copy"};
    Json json{{"layer", e.layer}, {"type", e.type},     {"at", position_json(e.at)},
              {"value", e.value}, {"traced", e.traced}, {"combination", kCombinations[static_cast<int>(e.combination)]},
              {"sum", e.sum},     {"bias", e.bias},     {"activation", nn::name_of(e.activation.kind)}};
    if (!e.channels.empty()) {
        json["kernel_size"] = {e.kernel_rows, e.kernel_cols};
        json["window"] = {e.window.row, e.window.col};
        json["channels"] = Json::array();
        for (const nn::ChannelTerms& channel : e.channels) json["channels"].push_back(channel_json(channel));
    }
    if (!e.terms.empty()) json["terms"] = terms_json(e);
    if (e.winner) json["winner"] = *e.winner;
    for (const auto& [name, value] : e.figures) json["figures"][name] = value;
    for (const nn::SoftmaxShare& s : e.softmax)
        json["softmax"].push_back({{"logit", s.logit}, {"exponential", s.exponential}, {"share", s.share}});
    return json_text(json);
}

}  // namespace convscope
