// Whether nothing is being drawn, loaded or moved any more; what is not drawn yet stands as a skeleton, or empty.
() => {
  const all = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
  return document.fonts.status === "loaded"
    && all('[data-testid="stSkeleton"]').length === 0
    && all('[data-testid="stPlotlyChart"]').every((chart) => chart.querySelector(".main-svg"))
    && all('[data-testid="stDataFrame"]').every((table) => table.querySelector('canvas [role="row"]'))
    && document.getAnimations().every((animation) => animation.playState !== "running");
}
