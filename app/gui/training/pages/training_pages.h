// The pages in the middle of the Training workspace, and the tabs that choose one.
#pragma once

#include <functional>

#include "app/gui/training/pages/answers_pages.h"
#include "app/gui/training/pages/health_page.h"
#include "app/gui/training/pages/own_page.h"
#include "app/gui/training/pages/runs_page.h"
#include "app/gui/training/pages/step_page.h"
#include "app/gui/training/pages/watch_page.h"
#include "app/gui/training/scene/training_scene.h"

namespace convscope {

struct TrainingPages {
    /// For `wake` see JobQueue.
    TrainingPages(const CameraSource& camera, const std::function<void()>& wake) : own(camera, wake) {}

    /// Shows the tabs and the view's page.
    void show(TrainingScene& scene, gl::TilePainter& painter, Rect area);

    WatchPage watch;
    AnswersPages answers;
    HealthPage health;
    StepPage step;
    RunsPage runs;
    OwnPage own;

  private:
    void show_page(TrainingScene& scene, gl::TilePainter& painter, Rect page);
};

}  // namespace convscope
