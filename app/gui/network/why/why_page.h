// The page "Why" of the Layers workspace: several methods that show where a class's score comes from, and the limits of
// each.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/gui/network/why/why_changes.h"
#include "app/gui/network/why/why_maps.h"
#include "app/gui/network/why/why_maximum.h"
#include "app/gui/network/why/why_occlusion.h"
#include "app/gui/network/why/why_shifts.h"

namespace convscope {

class WhyPage {
  public:
    /// For `wake` see JobQueue.
    explicit WhyPage(const std::function<void()>& wake) : jobs_(wake) {}

    /// Requests the results that the page shows. Call once per frame; while another page is shown, nothing is computed.
    void update(const NetworkResults& results, const NetworkView& view, bool is_shown);
    /// Returns the lower edge of its content.
    float show(Scene& scene, Rect area);
    bool busy() const { return jobs_.busy(); }
    bool finished() const { return jobs_.finished(); }

    // For tests: what the page shows.
    const WhyJobs& jobs() const { return jobs_; }
    const WhyMaps& maps() const { return maps_; }
    const WhyOcclusion& occlusion() const { return occlusion_; }
    /// The explained class.
    std::int64_t explained() const { return subject_.index; }
    /// The reason why there is no map; empty if there is no problem.
    const std::string& problem() const { return problem_; }

  private:
    /// If the model is new, drops the old results and computes what depends on the model alone.
    void enter(const std::shared_ptr<const nn::Model>& model);
    void request(const NetworkView& view);
    int node_of(const WhyView& view) const;
    void show_tools(const WhyScene& why, Rect& area) const;
    void show_classes(const WhyScene& why, Rect place) const;
    void show_layers(const WhyScene& why, Rect place) const;
    static void show_methods(const WhyScene& why, Rect place);

    WhyJobs jobs_;
    std::shared_ptr<const nn::Model> model_;
    std::string fault_, fault_language_;  ///< why the model cannot be explained; the language of that text
    std::string problem_;                 ///< fault_, or the fault of the input or the answer
    std::vector<int> nodes_;              ///< those whose maps have rows and columns
    nn::Occlusion suggested_;
    WhySubject subject_;

    WhyMaps maps_;
    WhyOcclusion occlusion_;
    WhyShifts shifts_;
    WhyChanges changes_;
    WhyMaximum maximum_;
};

}  // namespace convscope
