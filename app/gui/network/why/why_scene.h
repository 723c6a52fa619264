// The values and the layout that the parts of the page "Why" share in one frame.
#pragma once

#include <string>
#include <string_view>

#include "app/gui/network/scene/scene.h"
#include "app/jobs/explain/why_jobs.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

struct WhyScene {
    Scene& scene;
    WhyJobs& jobs;
    const WhySubject& subject;  ///< the prediction that is explained
    int node = 0;               ///< the layer of the maps
    nn::Occlusion suggested;    ///< see nn::suggested_occlusion()

    Ui& ui() const { return scene.ui; }
    const WhyView& view() const { return scene.view.why; }
    const nn::Model& model() const { return *subject.model; }
    const nn::Shape& input_shape() const { return scene.input_shape(); }
    nn::AnswerUnit unit() const { return nn::answer_unit(model()); }
    std::string class_name() const { return class_name(subject.index); }
    std::string class_name(std::int64_t index) const {
        return nn::class_label(model(), static_cast<std::size_t>(index));
    }
    std::string answer_text(float value) const { return nn::answer_text(double{value}, unit()); }
    void change(std::function<void(WhyView&)> edit) const {
        scene.change_view([edit = std::move(edit)](NetworkView& view) { edit(view.why); });
    }
};

/// The rectangles of the pictures and of the column with numbers and controls. The column is at the right if there is
/// room, otherwise below the pictures; its height is unlimited.
struct WhyPlaces {
    Rect pictures, column;
    bool is_row = false;  ///< the column is below, and wide enough for three blocks next to each other
};
/// `pictures` is the number of pictures next to each other, `column` the height of the column's content and `text` that
/// of the sentence below the pictures. `row` is the height of the column's content as three blocks next to each other,
/// which are taken if they leave larger pictures; 0: it cannot be divided.
WhyPlaces why_places(const Ui& ui, Rect area, int pictures, float column, float text, float row = 0);

/// Draws a line with a label at the left and a value at the right, and cuts it off the top of `column`. The item is
/// named `name`.
void show_figure(Ui& ui, std::string_view name, Rect& column, std::string_view label, std::string_view value,
                 Role role = Role::text);
/// Draws a muted caption for the control below it.
void show_caption(Ui& ui, Rect& column, std::string_view text);
/// A number as text, with a real minus sign and this many decimals. With `with_sign`, positive numbers get a "+".
std::string figure_text(double value, int decimals, bool with_sign = false);
/// Draws the field of a whole number from `low` to `high` that can be dragged, typed and stepped. Returns the new
/// number; nullopt if it has not changed.
std::optional<int> whole_number(Ui& ui, std::string_view name, Rect place, int value, int low, int high,
                                std::string_view tooltip);

/// The button that the user pressed in show_job_state().
enum class JobPress { none, cancel, again };
JobPress show_job_state(Ui& ui, const std::string& name, Rect& column, bool busy, double progress, bool cancelled,
                        const std::string& problem);

/// Draws the state of a job: while it runs, a progress bar with a button that cancels it; after a cancellation, a
/// button that starts it again; or its problem. Draws nothing for a job that has finished or has only just started.
/// Cuts the used part off the top of `column`.
template <class Job>
void show_job(Ui& ui, const std::string& name, Job& job, Rect& column) {
    if (job.busy()) ui.wake_at(ui.time() + 0.1);  // the bar grows without events
    if (job.busy() && !job.is_long()) return;
    const JobPress press = show_job_state(ui, name, column, job.busy(), job.progress(), job.cancelled(), job.problem());
    if (press == JobPress::cancel) job.cancel();
    if (press == JobPress::again) job.again();
}

}  // namespace convscope
