#include "app/cli/options/input_option.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include "core/io/feed_file.h"
#include "core/nn/input/picture_shape.h"

namespace convscope {

namespace {

/// The index of the input of that name in Model::inputs().
std::size_t input_index(const nn::Model& model, const std::string& name, const char* option) {
    std::vector<std::string> names;
    names.reserve(model.inputs().size());
    for (const int input : model.inputs()) names.push_back(model.node(input).name);
    const auto found = std::ranges::find(names, name);
    if (found == names.end())
        throw std::runtime_error(
            fmt::format("{} {}: the model has no such input; its inputs are {}", option, name, fmt::join(names, ", ")));
    return static_cast<std::size_t>(found - names.begin());
}

constexpr std::string_view kRandom = "random", kSeedStart = "random:";

/// The seed in "random" or "random:SEED"; nullopt for another text.
std::optional<std::int64_t> seed_in(std::string_view text) {
    if (text == kRandom) return 1;
    if (!text.starts_with(kSeedStart)) return std::nullopt;
    text.remove_prefix(kSeedStart.size());
    std::int64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    const bool is_number = error == std::errc() && end == text.data() + text.size();
    return is_number && seed >= 0 && seed <= nn::kMaxSeed ? std::optional(seed) : std::nullopt;
}

/// True for a text that lists numbers rather than naming a file.
bool lists_numbers(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789.,;-+eE \t[]") == std::string_view::npos;
}

/// True if the text lists numbers and at least one of them is NaN or infinite: "nan,1".
bool lists_not_finite(const std::string& text) {
    constexpr const char* kSeparators = ",; \t[]";
    bool has_not_finite = false;
    for (std::size_t start = 0, end = 0; (start = text.find_first_not_of(kSeparators, end)) != std::string::npos;) {
        end = std::min(text.find_first_of(kSeparators, start), text.size());
        double value = 0;
        if (!CLI::detail::lexical_cast(text.substr(start, end - start), value)) return false;
        has_not_finite = has_not_finite || !std::isfinite(value);
    }
    return has_not_finite;
}

/// The reason why the text is no value of --feed, as far as the text alone shows it; empty if there is none.
std::string feed_problem(const std::string& text) {
    if (text.starts_with(kSeedStart) && !seed_in(text))
        return fmt::format("{} has no seed from 0 to {}", text, nn::kMaxSeed);
    return lists_not_finite(text) ? text + " has a number that is not finite" : std::string();
}

bool is_file(const std::string& text) {
    return text != "zeros" && !seed_in(text) && !lists_numbers(text);
}

nn::Feed feed_in(const std::string& text, const nn::Node& input, const nn::Preprocessing& preprocessing) {
    if (text == "zeros") return {.source = nn::FeedSource::zeros};
    if (const auto seed = seed_in(text)) return {.source = nn::FeedSource::random, .seed = *seed};
    return is_file(text) ? load_feed(text, input, preprocessing) : feed_of_text(text, input, "--feed");
}

}  // namespace

void InputOption::add_options(CLI::App& command) {
    command.add_option("--picture-input", picture_input, "the input that takes the picture, if several can")
        ->type_name("NAME");
    command
        .add_option_function<std::vector<std::string>>(
            "--feed",
            [this](const std::vector<std::string>& texts) {
                for (const std::string& text : texts) {
                    const std::size_t equals = text.find('=');
                    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
                        throw CLI::ValidationError("--feed",
                                                   text + " does not name an input; write NAME=FILE or NAME=NUMBERS");
                    if (const std::string problem = feed_problem(text.substr(equals + 1)); !problem.empty())
                        throw CLI::ValidationError("--feed", problem);
                    feeds.emplace_back(text.substr(0, equals), text.substr(equals + 1));
                }
            },
            "the numbers of an input that takes no picture: a file (.npy, .csv, .txt, or a picture if the input can "
            "take one), numbers with commas between "
            "them, zeros, or random numbers of a normal distribution; once for each input [zeros next to a picture, "
            "else random]")
        ->type_name("NAME=FILE|NUMBERS|zeros|random:SEED")
        ->allow_extra_args(false);
}

nn::ModelNotes InputOption::notes_for(const nn::Model& model) const {
    nn::ModelNotes notes{.picture_input = picture_input};
    for (const auto& [name, text] : feeds) {
        const std::size_t index = input_index(model, name, "--feed");
        if (name == picture_input)
            throw std::runtime_error(
                fmt::format("input \"{}\" has both --picture-input and --feed; give one of them", name));
        if (index == 0 && picture_input.empty()) notes.takes_numbers = true;
    }
    if (picture_input.empty()) return notes;
    const std::size_t index = input_index(model, picture_input, "--picture-input");
    const nn::Shape& shape = model.node(model.inputs()[index]).declared_shape();
    if (!nn::picture_shape(shape))
        throw std::runtime_error(fmt::format("--picture-input {}: the input takes {}, which is not a picture",
                                             picture_input, to_string(shape)));
    return notes;
}

std::vector<std::string> InputOption::files() const {
    std::vector<std::string> names;
    for (const auto& [name, text] : feeds)
        if (is_file(text)) names.push_back(text);
    return names;
}

nn::Feeds InputOption::load(const nn::Model& model) const {
    nn::Feeds loaded;
    for (const auto& [name, text] : feeds)
        loaded[name] = feed_in(text, model.node(model.inputs().at(input_index(model, name, "--feed"))),
                               model.info().preprocessing);
    return loaded;
}

bool needs_picture(const nn::Model& model, const nn::Feeds& feeds) {
    return nn::takes_picture(model) && !feeds.contains(model.node(model.inputs().front()).name);
}

std::int64_t examples_in(const nn::Model& model, const nn::Feeds& feeds) {
    std::int64_t examples = 1;
    for (const int input : model.inputs())
        if (const auto feed = feeds.find(model.node(input).name); feed != feeds.end())
            examples = std::max(examples, nn::examples_in(feed->second, model.node(input).declared_shape().count()));
    return examples;
}

nn::Feeds with_example(nn::Feeds feeds, const nn::Model& model, std::int64_t example) {
    for (const int input : model.inputs()) {
        const auto feed = feeds.find(model.node(input).name);
        if (feed == feeds.end()) continue;
        const std::int64_t examples = nn::examples_in(feed->second, model.node(input).declared_shape().count());
        feed->second.example = std::min(example, examples - 1);
    }
    return feeds;
}

std::string feeds_text(const nn::Model& model, const nn::Feeds& feeds) {
    std::vector<std::string> texts;
    texts.reserve(model.inputs().size());
    for (std::size_t i = needs_picture(model, feeds) ? 1 : 0; i < model.inputs().size(); ++i) {
        const nn::Node& input = model.node(model.inputs()[i]);
        texts.push_back(input.name + ": " + nn::feed_text(nn::feed_of(feeds, model, i), input.declared_shape()));
    }
    return fmt::format("{}", fmt::join(texts, "; "));
}

}  // namespace convscope
