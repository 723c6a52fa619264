#include "core/nn/attribution/survey.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/parallel.h"
#include "core/nn/attribution/edited_plan.h"
#include "core/nn/plan/plan.h"
#include "core/nn/train/batches.h"
#include "core/nn/train/evaluate.h"

namespace convscope::nn {

namespace {

constexpr std::int64_t kMaxBatch = 64;

/// Runs the model on all pictures. After each batch, calls `use` with the index of the batch's first example and its
/// number of examples. Returns false if `keep_going` returned false.
bool run_on_all(const Model& model, const Edits& edits, const Dataset& data,
                const std::function<void(const Plan&, std::int64_t first, std::int64_t count)>& use,
                const std::function<bool(double)>& keep_going) {
    check_takes_pictures(model, data);
    const std::int64_t batch = batch_size(model, data.size(), kMaxBatch);
    Plan plan = edited_plan(model, edits, batch, Plan::Purpose::inference);
    std::vector<float> inputs(static_cast<std::size_t>(batch * data.example.count()));
    std::vector<std::int64_t> indices;
    for (std::int64_t first = 0; first < data.size(); first += batch) {
        if (keep_going && !keep_going(static_cast<double>(first) / static_cast<double>(data.size()))) return false;
        const std::int64_t count = std::min(batch, data.size() - first);
        indices.resize(static_cast<std::size_t>(count));
        std::iota(indices.begin(), indices.end(), first);
        fill_batch(data, indices, model.info().preprocessing,
                   std::span(inputs).first(static_cast<std::size_t>(count * data.example.count())));
        plan.set_input(0, inputs);
        plan.run();
        use(plan, first, count);
    }
    return true;
}

/// The statistics of one channel on one picture.
struct Measured {
    float largest = -std::numeric_limits<float>::infinity();
    std::int32_t place = 0;
    float sum = 0;
};

/// Measures all channels of one activation in one pass over its places.
void measure(std::span<const float> values, std::span<Measured> channels) {
    std::ranges::fill(channels, Measured{});
    const std::size_t places = values.size() / channels.size();
    for (std::size_t place = 0; place < places; ++place) {
        const float* row = values.data() + place * channels.size();
        for (std::size_t c = 0; c < channels.size(); ++c) {
            channels[c].sum += row[c];
            if (!(row[c] > channels[c].largest)) continue;
            channels[c].largest = row[c];
            channels[c].place = static_cast<std::int32_t>(place);
        }
    }
}

void insert(std::vector<TopPicture>& top, const TopPicture& picture) {
    if (top.size() == kTopPictures && !(picture.value > top.back().value)) return;
    const auto at = std::ranges::find_if(top, [&](const TopPicture& other) { return picture.value > other.value; });
    top.insert(at, picture);
    if (top.size() > kTopPictures) top.pop_back();
}

/// Collects the survey while the batches are run.
class Collector {
  public:
    Collector(const Model& model, const Dataset& data) : model_(model), data_(data) {
        survey_.examples = data.size();
        survey_.class_sizes.resize(static_cast<std::size_t>(data.classes()));
        for (const std::uint16_t label : data.labels) ++survey_.class_sizes[label];
        survey_.nodes.resize(static_cast<std::size_t>(model.size()));
        for (int i = 0; i < model.size(); ++i) {
            first_.push_back(channels_);
            if (model.node(i).inputs.empty()) continue;
            channels_ += static_cast<std::size_t>(model.node(i).shape.channels());
            survey_.nodes[static_cast<std::size_t>(i)].resize(static_cast<std::size_t>(model.node(i).shape.channels()));
            for (ChannelSurvey& channel : survey_.nodes[static_cast<std::size_t>(i)])
                channel.class_means.resize(survey_.class_sizes.size());
        }
    }

    void add(const Plan& plan, std::int64_t first, std::int64_t count) {
        measured_.resize(static_cast<std::size_t>(count) * channels_);
        parallel_for(static_cast<int>(count), [&](int n) {
            for (int i = 0; i < model_.size(); ++i) {
                const Node& node = model_.node(i);
                if (node.inputs.empty()) continue;
                const auto size = static_cast<std::size_t>(node.shape.count());
                measure(plan.activation(i).subspan(static_cast<std::size_t>(n) * size, size), of(n, i));
            }
        });
        parallel_for(model_.size(), [&](int i) {
            for (std::int64_t n = 0; n < count; ++n) keep(i, first + n, of(static_cast<int>(n), i));
        });
    }

    Survey result() {
        for (int i = 0; i < model_.size(); ++i) {
            const std::int64_t place_count = model_.node(i).shape.count() / model_.node(i).shape.channels();
            const auto places = static_cast<float>(place_count);
            for (ChannelSurvey& channel : survey_.nodes[static_cast<std::size_t>(i)])
                for (std::size_t k = 0; k < channel.class_means.size(); ++k)
                    if (survey_.class_sizes[k] > 0)
                        channel.class_means[k] /= places * static_cast<float>(survey_.class_sizes[k]);
        }
        return std::move(survey_);
    }

  private:
    /// The measurements of example `n` of the batch for node `i`.
    std::span<Measured> of(int n, int i) {
        const auto channels = survey_.nodes[static_cast<std::size_t>(i)].size();
        return std::span(measured_).subspan(
            static_cast<std::size_t>(n) * channels_ + first_[static_cast<std::size_t>(i)], channels);
    }

    void keep(int i, std::int64_t example, std::span<const Measured> measured) {
        const std::int64_t cols = model_.node(i).shape.cols();
        const std::size_t label = data_.labels[static_cast<std::size_t>(example)];
        std::vector<ChannelSurvey>& channels = survey_.nodes[static_cast<std::size_t>(i)];
        for (std::size_t c = 0; c < channels.size(); ++c) {
            const Measured& m = measured[c];
            channels[c].class_means[label] += m.sum;
            if (m.largest > 0) ++channels[c].active;
            insert(channels[c].top, {example, m.largest, m.place / cols, m.place % cols});
        }
    }

    const Model& model_;
    const Dataset& data_;
    Survey survey_;
    std::vector<std::size_t> first_;  ///< for each node, the index of its first channel among the channels of all nodes
    std::size_t channels_ = 0;        ///< of all nodes
    std::vector<Measured> measured_;
};

/// The cosine of the angle between two activations.
float similarity(std::span<const float> a, std::span<const float> b) {
    double product = 0, a_square = 0, b_square = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        product += double{a[i]} * double{b[i]};
        a_square += double{a[i]} * double{a[i]};
        b_square += double{b[i]} * double{b[i]};
    }
    const double length = std::sqrt(a_square * b_square);
    return length > 0 && std::isfinite(product / length) ? static_cast<float>(product / length) : 0;
}

}  // namespace

std::optional<Survey> survey(const Model& model, const Edits& edits, const Dataset& data,
                             const std::function<bool(double)>& keep_going) {
    Collector collector(model, data);
    const auto add = [&](const Plan& plan, std::int64_t first, std::int64_t count) {
        collector.add(plan, first, count);
    };
    if (!run_on_all(model, edits, data, add, keep_going)) return std::nullopt;
    return collector.result();
}

std::optional<std::vector<SimilarPicture>> similar_pictures(const Model& model, const Edits& edits, const Dataset& data,
                                                            int node, std::span<const float> values, std::size_t count,
                                                            const std::function<bool(double)>& keep_going) {
    std::vector<SimilarPicture> pictures(static_cast<std::size_t>(data.size()));
    const auto compare = [&](const Plan& plan, std::int64_t first, std::int64_t examples) {
        parallel_for(static_cast<int>(examples), [&](int n) {
            const std::span<const float> activation =
                plan.activation(node).subspan(static_cast<std::size_t>(n) * values.size(), values.size());
            pictures[static_cast<std::size_t>(first + n)] = {first + n, similarity(activation, values)};
        });
    };
    if (!run_on_all(model.up_to(node), edits, data, compare, keep_going)) return std::nullopt;
    std::ranges::stable_sort(pictures, std::greater<>(), &SimilarPicture::similarity);
    pictures.resize(std::min(pictures.size(), count));
    return pictures;
}

}  // namespace convscope::nn
