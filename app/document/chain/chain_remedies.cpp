#include "app/document/chain/chain_remedies.h"

#include <functional>
#include <vector>

#include "app/document/chain/chain_model.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

/// "a", "a or b", "a, b or c".
std::string alternatives(const std::vector<std::string>& words) {
    std::string text = words.front();
    for (std::size_t i = 1; i < words.size(); ++i)
        text = i + 1 == words.size() ? tr("{} or {}", text, words[i]) : tr("{}, {}", text, words[i]);
    return text;
}

/// Tries changes of stages on copies of a chain.
class Trial {
  public:
    Trial(const LabChain& chain, int index, Size input) : chain_(chain), index_(index), input_(input) {}

    /// Adds `words` to words() if the stage fits after `change` of stage `stage`.
    void offer(int stage, const std::function<void(ChainStage&)>& change, const std::string& words) {
        LabChain changed = chain_;
        change(changed.stages.at(static_cast<std::size_t>(stage)));
        if (static_cast<int>(chain_sizes(changed, input_).size()) > index_) words_.push_back(words);
    }
    void offer_same(int stage, const std::string& words) {
        if (chain_.stage(stage).border == Border::valid)
            offer(
                stage, [](ChainStage& changed) { changed.border = Border::zero; }, words);
    }
    void offer_no_pooling(int stage, const std::string& words) {
        if (chain_.stage(stage).pooling != Pooling::none)
            offer(
                stage, [](ChainStage& changed) { changed.pooling = Pooling::none; }, words);
    }
    void offer_small_window(int stage) {
        const int smallest = kChainKernelSizes.front();
        if (chain_.stage(stage).kernel_size() == smallest) return;
        const auto shrink = [smallest](ChainStage& changed) {
            for (ChainMap& map : changed.maps)
                for (Kernel& kernel : map.kernels) kernel = resized(kernel, smallest);
        };
        offer(stage, shrink, tr("a {0} \u00d7 {0} window", smallest));
    }
    const std::vector<std::string>& words() const { return words_; }

  private:
    const LabChain& chain_;
    int index_;
    Size input_;
    std::vector<std::string> words_;
};

}  // namespace

std::string stage_remedy(const LabChain& chain, int index, Size input, bool is_new) {
    Trial trial(chain, index, input);
    if (!is_new) {
        trial.offer_same(index, tr("\u201csame\u201d"));
        trial.offer_small_window(index);
        trial.offer_no_pooling(index, tr("no pooling"));
    }
    // Stop at the nearest earlier stages that help, so that the message stays short.
    for (int i = index - 1; i >= 0 && trial.words().size() < 2; --i) {
        trial.offer_no_pooling(i, tr("no pooling in stage {}", i + 1));
        trial.offer_same(i, tr("\u201csame\u201d in stage {}", i + 1));
    }
    const bool can_be_removed = !is_new && chain.size() > 1;
    if (trial.words().empty()) return can_be_removed ? tr("Remove the stage.") : tr("Choose a larger picture.");
    const std::string words = alternatives(trial.words());
    return can_be_removed ? tr("Choose {}, or remove the stage.", words) : tr("Choose {}.", words);
}

}  // namespace convscope
